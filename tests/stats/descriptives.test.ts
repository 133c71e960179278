import { expect, test } from 'vitest'
import { describe } from '../../src/stats/descriptives.ts'
import { median, quantile } from '../../src/stats/quantile.ts'
import { relativeMad } from '../../src/stats/relative-mad.ts'

test('one value has no standard deviation', () => {
  const value = { n: 1, min: 5, q25: 5, median: 5, q75: 5, max: 5, mean: 5, mad: 0 }
  expect(describe([5])).toEqual({ defined: true, value })
})

test('the median of an even number of values lies halfway, and the input keeps its order', () => {
  const values = [4, 1, 3, 2]
  expect(median(values)).toEqual({ defined: true, value: 2.5 })
  expect(values).toEqual([4, 1, 3, 2])
})

test('one outlier leaves the relative MAD as it is', () => {
  expect(relativeMad([9, 10, 11, 10, 9])).toEqual({ defined: true, value: 0.1 })
  expect(relativeMad([9, 10, 11, 10, 9_000])).toEqual({ defined: true, value: 0.1 })
})

test.each([
  ['too-few-values', []],
  ['not-finite', [1, Number.NaN]],
] as const)('%s: %j has no descriptives', (reason, values) => {
  for (const result of [describe(values), median(values), relativeMad(values)])
    expect(result).toEqual({ defined: false, reason })
})

test('a median of 0 has no relative MAD', () => {
  expect(relativeMad([-1, 0, 1])).toEqual({ defined: false, reason: 'not-positive' })
})

test('a quantile outside 0 … 1 is refused', () => {
  expect(() => quantile([1, 2], 95)).toThrow(new RangeError('quantile 95 is outside 0 … 1'))
})
