import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kendallTrend, leastTrendP } from '../../src/stats/kendall-trend.ts'
import { leastPositionP, positionEffect } from '../../src/stats/position-effect.ts'
import { warmUp } from '../../src/stats/warm-up.ts'
import { wilcoxon } from '../../src/stats/wilcoxon.ts'
import { FURTHER_TESTS } from './further-tests-fixture.ts'
import { expectClose, expectRelative } from './relative-error.ts'

test.each(FURTHER_TESTS.trend)('drift equals kendalltau: tau = $expected.tau, $method', (entry) => {
  const result = kendallTrend([entry.values])
  expectClose(result, { value: entry.expected })
  if (!result.defined) throw new Error(result.reason)
  expectRelative(result.value.p, entry.expected.p, 1e-11)
  expect(result.value.method).toBe(entry.method)
})

test('values in another order have the opposite drift and the same p', () => {
  const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(values, (list) => {
      const [one, other] = [kendallTrend([list]), kendallTrend([list.toReversed()])]
      expect(other.defined).toBe(one.defined)
      if (!one.defined || !other.defined) return
      expect(one.value.tau + other.value.tau).toBe(0)
      expect(other.value.p).toBe(one.value.p)
    }),
  )
})

test('n values that only rise have p = 2 / n!', () => {
  expectClose(kendallTrend([[1, 2, 3, 4, 5]]), { value: { tau: 1, p: 2 / 120 } })
})

test.each(FURTHER_TESTS.position)('position equals kruskal: h = $expected.h', ({ by_position, expected }) => {
  const result = positionEffect(by_position)
  expectClose(result, { value: expected })
  if (result.defined) expectRelative(result.value.p, expected.p, 1e-11)
})

test('warm-up is a signed-rank test of the first sample against the median of the later ones', () => {
  const firsts = [5, 4, 7, 6, 2]
  const plain = wilcoxon(firsts.map((first) => Math.log(first / 3)))
  if (!plain.defined) throw new Error(plain.reason)
  const { w_plus, w_minus, p } = plain.value
  const ratios = { median_ratio: 5 / 3, rank_biserial: (w_plus - w_minus) / 15 }
  expectClose(warmUp(firsts.map((first) => [first, 3, 2, 100])), { value: { w_plus, w_minus, p, ...ratios } })
})

test.each([
  ['too-few-values', [], [[]], []],
  ['too-few-values', [1], [[1, 2]], [[1]]],
  ['too-few-values', [2], [[1, 2], []], [[1, 2], [1]]],
  ['zero-variance', [3, 3, 3], [[1], [1]], [[2, 2, 2]]],
  ['not-finite', [1, Number.NaN], [[1], [Number.NaN]], [[1, Number.POSITIVE_INFINITY]]],
] as const)('%s: no test of order', (reason, values, by_position, samples) => {
  expect(kendallTrend([values])).toEqual({ defined: false, reason })
  expect(positionEffect(by_position)).toEqual({ defined: false, reason })
  expect(warmUp(samples)).toEqual({ defined: false, reason })
})

test('a time of 0 has no ratio', () => {
  expect(warmUp([[0, 1, 1]])).toEqual({ defined: false, reason: 'not-positive' })
})

/** Every order of the values. */
function orders(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]]
  return values.flatMap((value, at) => orders(values.toSpliced(at, 1)).map((rest) => [value, ...rest]))
}

test('of two series, p is the share of all orders of both with as large a score', () => {
  const observed = [
    [2, 1, 3],
    [10, 40, 20, 30],
  ]
  const score = (series: readonly (readonly number[])[]) =>
    series
      .flatMap((values) => values.flatMap((a, i) => values.slice(i + 1).map((b) => Math.sign(b - a))))
      .reduce((sum, sign) => sum + sign, 0)
  const all = orders([1, 2, 3]).flatMap((one) => orders([1, 2, 3, 4]).map((other) => score([one, other])))
  const extreme = all.filter((value) => Math.abs(value) >= Math.abs(score(observed)))
  const result = kendallTrend(observed)
  expectClose(result, { value: { n: 7, tau: score(observed) / 9, p: extreme.length / all.length } })
})

test('the levels of two series do not matter, nor does a series of one value', () => {
  const [low, high] = [
    [1, 2, 3],
    [4, 6, 5],
  ]
  const lifted = high.map((value) => value - 100)
  expect(kendallTrend([low, lifted, [7]])).toEqual(kendallTrend([low, high]))
})

test('series that only rise have the least p', () => {
  const result = kendallTrend([[1, 2, 3], [1, 2], [5]])
  expect(result.defined && result.value.p).toBeCloseTo(leastTrendP([3, 2, 1]), 15)
  expect(leastTrendP([3, 2, 1])).toBeCloseTo(2 / 12, 15)
  expect(leastTrendP([1])).toBe(1)
})

test('the position that orders all values, one a position, has the least p', () => {
  const result = positionEffect([[1, 2], [3, 4], [5], [6]])
  expect(result.defined && result.value.p).toBeGreaterThan(leastPositionP(6, 4))
  expectClose(positionEffect([[1], [2], [3]]), { value: { h: 2, p: leastPositionP(3, 3) } })
})
