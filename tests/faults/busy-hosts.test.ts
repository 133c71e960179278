import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { expectDocumented } from './documented.ts'
import { processesIn } from './left-behind.ts'
import { hangingRun, quickStudy, release, stuckPlace } from './quick-study.ts'
import { clear, expectUndisturbed, runUndisturbed, type Undisturbed } from './undisturbed.ts'

/** A silence of 4 s ends an engine; the host is stopped for longer. */
const TIMEOUT = '3s'
const STOPPED_MS = 6000
const FROZEN_MS = 3000

describe.runIf(process.platform === 'linux')('a host in the middle of a block', () => {
  // no short timeout: on a busy machine a second run takes seconds to be refused
  const place = stuckPlace(1)
  const results = join(place.folder, 'results/quick')
  afterAll(place.remove)

  it('lets no second run write its ledger, and is not disturbed by it', async () => {
    const whole = await runUndisturbed(place)
    clear(place)
    const { host, end } = await hangingRun(place)
    onTestFinished(() => release(place))
    const before = readFileSync(join(results, 'ledger.jsonl'), 'utf8')
    const second = place.knnbench('run', 'study.yaml')
    expectDocumented('a second run on one ledger', { code: second.status, stderr: second.stderr })
    expect(second.stderr).toContain(`another run (process ${host.pid}, since `)
    expect(readFileSync(join(results, 'ledger.jsonl'), 'utf8')).toBe(before)
    release(place)
    expect((await end).code).toBe(0)
    await expectUndisturbed(place, whole, 'two runs')
  })
})

describe.runIf(process.platform === 'linux')('a host in the middle of a block', () => {
  const place = stuckPlace(1)
  writeFileSync(
    join(place.folder, 'study.yaml'),
    quickStudy(1).replace('seed: 7', `seed: 7, timeout: ${TIMEOUT}`),
  )
  const results = join(place.folder, 'results/quick')
  let whole: Undisturbed
  beforeAll(async () => {
    whole = await runUndisturbed(place)
  })
  beforeEach(() => clear(place))
  afterAll(place.remove)

  it('that is stopped for longer than the timeout and goes on takes nothing for a silence', async () => {
    const { host, end } = await hangingRun(place)
    host.kill('SIGSTOP')
    release(place) // the engine finishes while nobody listens
    await delay(STOPPED_MS)
    host.kill('SIGCONT')
    expectDocumented('the host is stopped and goes on (Ctrl-Z, a frozen container)', await end)
    const { records } = readLedger(results)
    expect(records.filter(({ type }) => type === 'failure')).toEqual([])
    expect(existsSync(join(results, 'ledger.lock'))).toBe(false)
    await expectUndisturbed(place, whole, 'stopped')
  })

  it('that is stopped together with its engine, as a container is, takes its pause for no time', async () => {
    const { host, end } = await hangingRun(place)
    const frozen = processesIn(place.folder)
    for (const pid of frozen) process.kill(pid, 'SIGSTOP')
    release(place)
    await delay(FROZEN_MS)
    for (const pid of frozen) process.kill(pid, 'SIGCONT')
    expectDocumented('the host is stopped and goes on (Ctrl-Z, a frozen container)', await end)
    const { records } = readLedger(results)
    const blocks = records.filter((record) => record.type === 'block')
    expect(frozen).toContain(host.pid)
    expect(blocks.filter(({ group_attempt }) => group_attempt === 1)).toHaveLength(whole.blocks.length)
    await expectUndisturbed(place, whole, 'frozen')
  })
})
