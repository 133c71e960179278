import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readEnvironment } from '../../src/runner/machine.ts'
import { temporaryFolder } from '../data/temporary-folder.ts'
import { RECORDS } from '../ledger/records.ts'
import { invoke } from './invoke.ts'

it('tells of every check what it is for, and that no ledger is here', async () => {
  const { code, stdout, stderr } = await invoke(temporaryFolder(), ['env'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.match(/^[✓–] /gm)).toHaveLength(9)
  expect(stdout.match(/^ {15}knnbench /gm)).toHaveLength(9)
  expect(stdout).toContain('No ledger below results/ here.')
})

it('tells what the newest ledger was measured on, and what is otherwise now', async () => {
  const folder = temporaryFolder()
  const results = join(folder, 'results/mine')
  mkdirSync(results, { recursive: true })
  const records = [
    { ...readEnvironment(), cores: 1000 },
    RECORDS.session({ engine_cores: [7], host_cores: [0, 1] }),
  ]
  writeFileSync(
    join(results, 'ledger.jsonl'),
    records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  )
  const { stdout } = await invoke(folder, ['env'])
  expect(stdout).toContain('Recorded in results/mine/ledger.jsonl (the newest):\n')
  expect(stdout).toContain('engines core 7, knnbench core 0, 1\n')
  expect(stdout).toContain('Otherwise now: cores. Times taken now are not compared with those.\n')
  const { recorded } = JSON.parse((await invoke(folder, ['env', '--json'])).stdout)
  expect(recorded).toMatchObject({
    ledger: 'results/mine/ledger.jsonl',
    engine_cores: [7],
    changed: ['cores'],
  })
})

it('names neither host, user nor address', async () => {
  const { environment, checks } = JSON.parse((await invoke(temporaryFolder(), ['env', '--json'])).stdout)
  const told = [...Object.values(environment), ...checks.map(({ found }: { found: string }) => found)].join(
    ' ',
  )
  const words = told.match(/[\p{L}\p{N}_.:-]+/gu) ?? []
  const addresses = Object.values(os.networkInterfaces()).flatMap(
    (all) => all?.map(({ address }) => address) ?? [],
  )
  expect(words.length).toBeGreaterThan(50)
  for (const secret of [os.hostname(), os.userInfo().username, ...addresses])
    expect(words).not.toContain(secret)
})
