import { expect, test } from 'vitest'
import { logRatioMean } from '../../src/stats/log-ratio-mean.ts'
import { ratioInterval } from '../../src/stats/ratio-interval.ts'
import { expectClose } from './relative-error.ts'

test('half and twice the time cancel', () => {
  expectClose(logRatioMean([1, 4], [2, 2]), { value: 0 })
})

test('a negative mean is a faster engine', () => {
  expectClose(logRatioMean([10, 30], [20, 60]), { value: -Math.LN2 })
})

test.each([
  ['too-few-values', [], []],
  ['not-positive', [0, 1], [1, 1]],
  ['not-positive', [1], [-1]],
  ['not-finite', [Number.NaN], [1]],
  ['not-finite', [1], [Number.POSITIVE_INFINITY]],
  ['not-finite', [1e308], [1e-308]],
] as const)('%s: %j against %j has no mean', (reason, engine_ns, baseline_ns) => {
  expect(logRatioMean(engine_ns, baseline_ns)).toEqual({ defined: false, reason })
})

test('unequal lengths are refused', () => {
  expect(() => logRatioMean([1, 2], [1])).toThrow(new RangeError('ratios need two sides: 2 and 1 values'))
})

test('a log interval becomes a ratio interval in the same order', () => {
  const result = ratioInterval({ mean: 0, low: -Math.LN2, high: Math.log(3) })
  expectClose(result, { value: { ratio: 1, ratio_low: 0.5, ratio_high: 3 } })
})

test('a ratio beyond the largest number has no value', () => {
  expect(ratioInterval({ mean: 0, low: -1, high: 710 })).toEqual({ defined: false, reason: 'not-finite' })
})
