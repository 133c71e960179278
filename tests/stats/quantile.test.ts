import { expect, test } from 'vitest'
import { median, quantile } from '../../src/stats/quantile.ts'

test('the median of an even number of values lies halfway, and the input keeps its order', () => {
  const values = [4, 1, 3, 2]
  expect(median(values)).toEqual({ defined: true, value: 2.5 })
  expect(values).toEqual([4, 1, 3, 2])
})

test.each([
  ['too-few-values', []],
  ['not-finite', [1, Number.NaN]],
] as const)('%s: %j has no median', (reason, values) => {
  expect(median(values)).toEqual({ defined: false, reason })
})

test('a quantile outside 0 … 1 is refused', () => {
  expect(() => quantile([1, 2], 95)).toThrow(new RangeError('quantile 95 is outside 0 … 1'))
})
