import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { release } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { expectDocumented } from '../faults/documented.ts'
import { workplace } from './cli.ts'
import { TINY_STUDY, writeStudy } from './tiny-study.ts'

/** Linux tells programs started so that it is version 2.6, which is a changed environment as good as any. */
const OTHER_KERNEL = ['--uname-2.6']
const told = spawnSync('setarch', [...OTHER_KERNEL, 'uname', '-r'], { encoding: 'utf8' })
const canChange = told.status === 0 && told.stdout.startsWith('2.6.')
if (!canChange)
  console.log('SKIPPED: a changed environment, because setarch --uname-2.6 does nothing on this machine')

describe.runIf(canChange)('a ledger in another environment', () => {
  const place = workplace()
  afterAll(place.remove)
  const run = ['run', 'study.yaml', '--answers-only']
  const ledger = (): string => readFileSync(join(place.folder, 'results/tiny/ledger.jsonl'), 'utf8')

  it('is refused, unless a new session is asked for', () => {
    writeStudy(place.folder, TINY_STUDY)
    expect(place.knnbench(...run).status).toBe(0)
    const before = ledger()
    const refused = place.through('setarch', OTHER_KERNEL, ...run)
    expectDocumented('another environment (kernel, processor, Node)', {
      code: refused.status,
      stderr: refused.stderr,
    })
    expect(refused.stderr).toContain(
      `this ledger was measured in another environment: kernel was ${release()}, is ${told.stdout.trim()}. Add --new-session`,
    )
    expect(ledger()).toBe(before)
    expect(place.through('setarch', OTHER_KERNEL, ...run, '--new-session').status).toBe(0)
    expect(ledger().startsWith(before)).toBe(true)
    expect(ledger().length).toBeGreaterThan(before.length)
  })
})
