import { expect, test } from 'vitest'
import { binomialQuantile, exactShareInterval } from '../../src/stats/binomial.ts'

/** P(X ≤ hits), term by term. */
function cdf(hits: number, trials: number, share: number): number {
  let term = (1 - share) ** trials
  let sum = term
  for (let x = 1; x <= hits; x++) {
    term *= ((trials - x + 1) / x) * (share / (1 - share))
    sum += term
  }
  return sum
}

test('a quantile is the least count that reaches its level', () => {
  for (const share of [0.03, 0.35, 0.5, 0.8875])
    for (const level of [0.001, 0.025, 0.5, 0.975]) {
      const count = binomialQuantile(level, 80, share)
      expect(cdf(count, 80, share)).toBeGreaterThanOrEqual(level)
      if (count > 0) expect(cdf(count - 1, 80, share)).toBeLessThan(level)
    }
  expect([binomialQuantile(0.5, 7, 0), binomialQuantile(0.5, 7, 1)]).toEqual([0, 7])
})

test('the exact interval is the one of the literature', () => {
  // Clopper & Pearson: 5 of 10, and no hit in 10: 1 − 0.025^(1/10)
  const half = exactShareInterval(5, 10, 0.95)
  expect(half.low).toBeCloseTo(0.187086, 6)
  expect(half.high).toBeCloseTo(0.812914, 6)
  expect(exactShareInterval(0, 10, 0.95)).toEqual({ low: 0, high: expect.closeTo(1 - 0.025 ** 0.1, 12) })
  expect(exactShareInterval(10, 10, 0.95)).toEqual({ low: expect.closeTo(0.025 ** 0.1, 12), high: 1 })
})

test('at the ends of the exact interval a tail is as large as it may be', () => {
  const { low, high } = exactShareInterval(71, 80, 0.95)
  expect(1 - cdf(70, 80, low)).toBeCloseTo(0.025, 10)
  expect(cdf(71, 80, high)).toBeCloseTo(0.025, 10)
})

test('a level outside 0 … 1 is refused', () => {
  expect(() => binomialQuantile(1.5, 10, 0.5)).toThrow(RangeError)
  expect(() => exactShareInterval(1, 10, 1)).toThrow(RangeError)
})
