import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { ownIdentity } from '../../src/data/process-identity.ts'
import { temporaryFolder } from './folder.ts'

const CONTENDER = fileURLToPath(new URL('../fixtures/programs/lock-contender.mjs', import.meta.url))
const TRIES = 40
/** For a message to reach both contenders, so that they start together. */
const HEAD_START_MS = 30

async function contender(): Promise<ChildProcess> {
  const child = fork(CONTENDER)
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}

/** What two processes say that try to lock one folder at the same time. */
async function contend(contenders: readonly ChildProcess[], folder: string): Promise<string[]> {
  const at = Date.now() + HEAD_START_MS
  const answers = contenders.map((child) => once(child, 'message'))
  for (const child of contenders) child.send({ folder, at })
  return (await Promise.all(answers)).map(([answer]) => String(answer)).sort()
}

const STALE = JSON.stringify({
  ...ownIdentity(),
  pid: spawnSync(process.execPath, ['--version']).pid,
  id: '11111111-1111-4111-8111-111111111111',
  since: 'yesterday',
})

test.each([
  ['a free lock', undefined],
  ['the lock of a process that is gone', STALE],
  ['a lock file that says nothing', ''],
])(`of two processes at %s exactly one gets it, ${TRIES} times out of ${TRIES}`, async (_, text) => {
  const contenders = [await contender(), await contender()]
  for (let i = 0; i < TRIES; i++) {
    const folder = temporaryFolder()
    if (text !== undefined) writeFileSync(join(folder, 'ledger.lock'), text)
    expect(await contend(contenders, folder)).toEqual(['holds it', 'refused'])
  }
})
