import { mean } from 'simple-statistics'
import { expect, test } from 'vitest'
import { bootstrap } from '../../src/stats/bootstrap.ts'
import { bcaInterval, percentileInterval } from '../../src/stats/bootstrap-interval.ts'
import { FURTHER_TESTS } from './further-tests-fixture.ts'
import { expectClose } from './relative-error.ts'

const OPTIONS = { level: 0.95, seed: 20_242 }
const average = (values: readonly number[]) => mean([...values])

test.each(FURTHER_TESTS.bootstrap)('intervals equal SciPy on its own replicates', (entry) => {
  expectClose(percentileInterval(entry.replicates, entry.level), { value: entry.percentile })
  expectClose(bcaInterval(entry, entry.level), { value: entry.bca }, 1e-11)
})

test('the same seed draws the same samples, and another one others', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6]
  const first = bootstrap(values, average, OPTIONS)
  expect(bootstrap(values, average, OPTIONS)).toEqual(first)
  expect(bootstrap(values, average, { ...OPTIONS, seed: 1 })).not.toEqual(first)
})

test('two values have the replicates ¼, ½, ¼, which the interval spans', () => {
  expectClose(bootstrap([0, 1], average, OPTIONS), {
    value: { estimate: 0.5, percentile: { low: 0, high: 1 } },
  })
})

test('a statistic that no sample moves has no corrected interval', () => {
  const result = bootstrap([1, 2, 3], () => 7, OPTIONS)
  if (!result.defined) throw new Error(result.reason)
  expect(result.value.percentile).toEqual({ level: 0.95, low: 7, high: 7 })
  expect(result.value.bca).toEqual({ defined: false, reason: 'zero-variance' })
})

test('an estimate beyond all replicates has no corrected interval', () => {
  const draws = { replicates: [1, 2, 3], jackknife: [1, 2, 3], estimate: 9 }
  expect(bcaInterval(draws, 0.9)).toEqual({ defined: false, reason: 'zero-variance' })
})

test.each([
  ['too-few-values', [1]],
  ['zero-variance', [2, 2, 2]],
  ['not-finite', [1, Number.NaN]],
] as const)('%s: %j has no bootstrap', (reason, values) => {
  expect(bootstrap(values, average, OPTIONS)).toEqual({ defined: false, reason })
})

test('a statistic that fails for some sample is not finite', () => {
  const result = bootstrap([1, 2, 3], (values) => 1 / (average(values) - 1), OPTIONS)
  expect(result).toEqual({ defined: false, reason: 'not-finite' })
})
