import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../../src/ledger/record.ts'
import { compareTimes } from '../../../src/report/reproduction/compare-times.ts'
import { pairArms } from '../../../src/report/reproduction/paired-arms.ts'
import type { FixtureSpec } from '../fixture-ledger.ts'
import { fixtureLedger, TINY, TWO_CASES } from '../fixtures.ts'
import { withTimes } from '../ledger-edits.ts'
import { changed, resultsFrom, slowed } from './edits.ts'

type Edit = (records: readonly LedgerRecord[]) => LedgerRecord[]

function timesOf(spec: FixtureSpec, oldEdit: Edit, nowEdit: Edit) {
  const ledger = fixtureLedger(spec)
  const [old, now] = [oldEdit, nowEdit].map((edit) => resultsFrom(edit(ledger.records), ledger))
  const [pair] = pairArms(old, now, 'all')
  if (!('arm' in pair.now)) throw new Error(pair.now.missing)
  return compareTimes(pair.old, pair.now)
}
const same: Edit = (records) => [...records]

test('a machine that takes half as long again has a ratio of 1.5, whatever its noise', () => {
  const found = timesOf(TWO_CASES, same, (records) => slowed(records, () => 1.5))
  expect(found?.ratio).toBeCloseTo(1.5, 12)
  expect(found?.configurations).toBe(10)
  expect(found?.ratio_95?.low).toBeLessThan(1.5)
  expect(found?.ratio_95?.high).toBeGreaterThan(1.5)
})

/** Four rounds in two subsets are two passes, each one value: the mean of the logarithms of its two rounds. */
const roundTimes =
  (times: readonly number[]): Edit =>
  (records) =>
    withTimes(records, ({ round }) => times[round])

test('the interval is Welch’s t over passes', () => {
  const found = timesOf(TINY, roundTimes([100, 400, 110, 440]), roundTimes([300, 300, 330, 363]))
  // scipy.stats.ttest_ind(log([300, sqrt(330 * 363)]), log([200, 220]), equal_var=False): df = 1.742
  expect(found?.ratio).toBeCloseTo(Math.sqrt((300 * Math.sqrt(330 * 363)) / (200 * 220)), 12)
  expect(Math.log(found?.ratio_95?.low ?? 0)).toBeCloseTo(0.0019665183430843114, 9)
  expect(Math.log(found?.ratio_95?.high ?? 0)).toBeCloseTo(0.8566187877754059, 9)
})

test('nothing is paired: the order of the passes changes nothing', () => {
  const before = roundTimes([100, 400, 110, 440])
  const forth = timesOf(TINY, before, roundTimes([300, 300, 330, 363]))
  const back = timesOf(TINY, before, roundTimes([330, 363, 300, 300]))
  expect(back?.ratio).toBeCloseTo(forth?.ratio ?? 0, 12)
  expect(back?.ratio_95?.low).toBeCloseTo(forth?.ratio_95?.low ?? 0, 12)
})

test('one pass has no interval, and passes without spread have none', () => {
  const one = timesOf({ ...TINY, P: 1 }, same, (records) => slowed(records, () => 2))
  expect(one?.ratio).toBeCloseTo(2, 12)
  expect(one?.ratio_95).toBeUndefined()
  expect(timesOf(TINY, roundTimes([1, 1, 1, 1]), roundTimes([2, 2, 2, 2]))).toMatchObject({
    ratio_95: undefined,
  })
})

test('only what was timed on both sides is compared', () => {
  const withoutFive: Edit = (records) =>
    changed(records, 'verification', (one) => (one.configuration.n_neighbors === 5 ? undefined : one))
  const found = timesOf(TINY, roundTimes([100, 900, 100, 900]), (records) =>
    withoutFive(roundTimes([200, 900, 200, 900])(records)),
  )
  expect(found).toMatchObject({ configurations: 1 })
  const none: Edit = (records) => changed(records, 'verification', () => undefined)
  expect(timesOf(TINY, same, none)).toBeUndefined()
})
