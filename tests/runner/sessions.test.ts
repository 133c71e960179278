import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { countBlocks } from '../../src/report/counted-blocks.ts'
import { indexLedger } from '../../src/report/ledger-index.ts'
import { Interrupted } from '../../src/runner/interrupted.ts'
import { blocks, recordsOf } from './ledger-view.ts'
import type { Call, Fault } from './scripted-engine.ts'
import { lab } from './scripted-study.ts'

const IRIS = { datasets: ['iris'], protocol: { rounds: 3 } }
const ARMS = ['base/main', 'base/null', 'a/main', 'b/main']

/** Ctrl-C while the block at this position of all blocks is open. */
function interruptBlock(position: number): (call: Call) => Fault | undefined {
  let started = 0
  return ({ stage }) => (stage === 'block' && started++ === position ? { kind: 'interrupted' } : undefined)
}

/** Blocks as the report counts them: `round arm session`, with the session of the baseline block it is paired with. */
function countedPairs(records: readonly LedgerRecord[]) {
  const index = indexLedger(records)
  if (index === undefined) throw new Error('no study')
  const sessions = recordsOf(records, 'session').map(({ session_id }) => session_id)
  return [...countBlocks(index).byArm.values()].flat().map(({ block, baseline }) => ({
    arm: `${block.engine}/${block.arm}`,
    round: block.round,
    session: sessions.indexOf(block.session_id),
    baseline: baseline === undefined ? undefined : sessions.indexOf(baseline.block.session_id),
  }))
}

describe('a group that was cut off, and a new boot', () => {
  test.each([4, 5, 6, 7])('pairs only within one boot, after %i blocks', async (position) => {
    const { records, run } = lab()
    await expect(run({ ...IRIS, fault: interruptBlock(position) })).rejects.toThrow(Interrupted)
    await run({ ...IRIS, boot: 'boot-2' })
    const pairs = countedPairs(records)
    expect(pairs).toHaveLength(3 * ARMS.length)
    for (const { arm, session, baseline } of pairs) {
      expect(baseline).toBe(arm === 'base/main' ? undefined : session)
    }
    expect(new Set(pairs.map(({ session }) => session))).toEqual(new Set([0, 1]))
  })

  test.each([5, 6, 7])(
    'give what is missing a new baseline and null arm, after %i blocks',
    async (position) => {
      const { records, run } = lab()
      await expect(run({ ...IRIS, fault: interruptBlock(position) })).rejects.toThrow(Interrupted)
      await run({ ...IRIS, boot: 'boot-2' })
      const { session_id } = recordsOf(records, 'session')[1]
      const second = recordsOf(records, 'block').filter(
        ({ round, group_attempt }) => round === 1 && group_attempt === 1,
      )
      expect(second.map(({ engine, arm }) => `${engine}/${arm}`)).toEqual(
        expect.arrayContaining(['base/main', 'base/null']),
      )
      expect(new Set(second.map((block) => block.session_id))).toEqual(new Set([session_id]))
    },
  )
})

describe('a changed environment', () => {
  const changed = { ...IRIS, kernel: '6.2.0' }

  test('is refused with what differs and what to do, and nothing is started or written', async () => {
    const { records, calls, run } = lab()
    await run(IRIS)
    const [written, started] = [records.length, calls.length]
    await expect(run(changed)).rejects.toThrow(InputError)
    await expect(run(changed)).rejects.toThrow(
      'this ledger was measured in another environment: kernel was 6.1.0, is 6.2.0. Add --new-session to go on in this one, which measures everything again and compares it with nothing measured before; or start a new ledger with --out.',
    )
    expect([records.length, calls.length]).toEqual([written, started])
  })

  test('is measured from the beginning in a new session', async () => {
    const { records, run } = lab()
    await run(IRIS)
    await run({ ...changed, changed_environment: 'new-session' })
    const [old, new_] = recordsOf(records, 'session').map(({ session_id }) => session_id)
    const bySession = (id: string) =>
      recordsOf(records, 'block').filter(({ session_id }) => session_id === id)
    expect(bySession(old)).toHaveLength(12)
    expect(bySession(new_)).toHaveLength(12)
    const keys = new Set(bySession(old).map(({ key }) => key))
    expect(bySession(new_).filter(({ key }) => keys.has(key))).toEqual([])
  })

  test('has its blocks counted alone, and never paired with the old ones', async () => {
    const { records, run } = lab()
    await run(IRIS)
    await run({ ...changed, changed_environment: 'new-session' })
    const pairs = countedPairs(records)
    expect(pairs).toHaveLength(3 * ARMS.length)
    for (const { arm, session, baseline } of pairs) {
      expect(session).toBe(1)
      expect(baseline).toBe(arm === 'base/main' ? undefined : 1)
    }
  })

  test('is the environment of the ledger from then on', async () => {
    const { records, run } = lab()
    await run(IRIS)
    await run({ ...changed, changed_environment: 'new-session' })
    const before = blocks(records)
    await run(changed)
    expect(blocks(records)).toEqual(before)
    await expect(run(IRIS)).rejects.toThrow('kernel was 6.2.0, is 6.1.0')
  })

  test('to which one goes back measures nothing again', async () => {
    const { records, run } = lab()
    await run(IRIS)
    await run({ ...changed, changed_environment: 'new-session' })
    const before = blocks(records)
    await run({ ...IRIS, changed_environment: 'new-session' })
    expect(blocks(records)).toEqual(before)
    expect(new Set(countedPairs(records).map(({ session }) => session))).toEqual(new Set([0]))
  })

  test('is no hindrance to a ledger that holds nothing yet', async () => {
    const { records, run } = lab()
    await run(changed)
    expect(blocks(records)).toHaveLength(12)
  })
})

test('a calibration comes into the ledger with the next run, and outlasts the cache that held it', async () => {
  const { records, run } = lab()
  const limit = { quantity: 'bytes-read', threads: 1, median_per_second: 9e9, trials: 100 } as const
  const calibration = (per_second: number) => ({
    measured_at: '2026-01-02T03:04:05.678Z',
    instructions: 'neon',
    limits: [{ ...limit, per_second }],
  })
  const recorded = () => recordsOf(records, 'environment').map((record) => record.calibration)
  await run(IRIS)
  expect(recorded()).toEqual([undefined])
  await run({ ...IRIS, calibration: calibration(1e10) })
  expect(recorded()).toEqual([undefined, calibration(1e10)])
  await run(IRIS)
  await run({ ...IRIS, calibration: calibration(1e10) })
  expect(recorded()).toHaveLength(2)
  await run({ ...IRIS, calibration: calibration(2e10) })
  expect(recorded().at(-1)).toEqual(calibration(2e10))
  expect(recordsOf(records, 'session')).toHaveLength(1)
})
