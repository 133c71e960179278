import { expect, describe as group, test } from 'vitest'
import { correctedResampledT } from '../../src/stats/corrected-resampled-t.ts'
import { meanEstimate } from '../../src/stats/mean-estimate.ts'
import { meanT } from '../../src/stats/mean-t.ts'
import { chain } from '../../src/stats/statistic.ts'
import { tost } from '../../src/stats/tost.ts'
import { welchT } from '../../src/stats/welch-t.ts'
import { FURTHER_TESTS } from './further-tests-fixture.ts'
import { expectClose, expectRelative } from './relative-error.ts'

group('Welch', () => {
  test.each(FURTHER_TESTS.welch_t)('equals ttest_ind, df = $expected.df', (entry) => {
    const result = welchT(entry.first, entry.second, entry.level)
    expectClose(result, { value: entry.expected }, 1e-11)
    if (result.defined) expectRelative(result.value.p, entry.expected.p, 1e-10)
  })

  test('one constant group leaves the degrees of freedom of the other', () => {
    expectClose(welchT([2, 2, 2], [1, 2, 4, 5], 0.95), { value: { df: 3, difference: -1 } })
  })

  test.each([
    ['too-few-values', [1], [1, 2]],
    ['zero-variance', [1, 1], [2, 2]],
    ['not-finite', [1, 2], [Number.NaN, 1]],
  ] as const)('%s: %j against %j has no test', (reason, first, second) => {
    expect(welchT(first, second, 0.95)).toEqual({ defined: false, reason })
  })
})

group('Nadeau and Bengio', () => {
  test.each(FURTHER_TESTS.corrected_resampled_t)(
    'equals SciPy with a corrected scale, df = $expected.df',
    (entry) => {
      const result = correctedResampledT(entry.differences, entry, entry.level)
      expectClose(result, { value: entry.expected }, 1e-11)
      if (result.defined) expectRelative(result.value.p, entry.expected.p, 1e-10)
    },
  )

  test('is always less sure than the plain t test', () => {
    const differences = [0.1, 0.2, 0.15, 0.05]
    const plain = meanT(differences, 0.95)
    const corrected = correctedResampledT(differences, { n_train: 90, n_test: 10 }, 0.95)
    if (!plain.defined || !corrected.defined) throw new Error('both are defined')
    expect(corrected.value.p).toBeGreaterThan(plain.value.p)
    expectRelative(corrected.value.se / plain.value.se, Math.sqrt(1 + 4 / 9))
  })

  test('equal differences and splits that are none', () => {
    const sizes = { n_train: 9, n_test: 1 }
    expect(correctedResampledT([0.1, 0.1], sizes, 0.9)).toEqual({ defined: false, reason: 'zero-variance' })
    expect(correctedResampledT([0.1], sizes, 0.9)).toEqual({ defined: false, reason: 'too-few-values' })
    expect(correctedResampledT([0.1, Number.NaN], sizes, 0.9)).toEqual({
      defined: false,
      reason: 'not-finite',
    })
    expect(() => correctedResampledT([1, 2], { n_train: 0, n_test: 1 }, 0.9)).toThrow(
      new RangeError('a split of 0 rows; both sides have at least one'),
    )
  })
})

group('two one-sided tests', () => {
  test.each(FURTHER_TESTS.tost)('equal ttost_paired: p = $expected.p', ({ values, expected, ...band }) => {
    const result = chain(meanEstimate(values), (estimate) => tost(estimate, band, 0.05))
    expectClose(result, { value: expected }, 1e-11)
    if (!result.defined) throw new Error(result.reason)
    const { low, high, p } = result.value
    expect(band.lower < low && high < band.upper).toBe(p < 0.05)
  })

  test('a mean on a limit has p = 1/2; what is no band or level is refused', () => {
    const estimate = { mean: 1, se: 0.01, df: 9 }
    expectClose(tost(estimate, { lower: -1, upper: 1 }, 0.05), { value: { p: 0.5 } })
    expect(() => tost(estimate, { lower: 1, upper: 1 }, 0.05)).toThrow('the band ends at 1 and 1')
    expect(() => tost(estimate, { lower: 0, upper: 1 }, 0.5)).toThrow('2α is 1')
  })
})
