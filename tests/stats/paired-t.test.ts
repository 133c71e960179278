import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairedT } from '../../src/stats/paired-t.ts'
import { expectClose } from './relative-error.ts'

const value = fc.integer({ min: -1000, max: 1000 })
const pairs = fc
  .array(fc.tuple(value, value), { minLength: 2, maxLength: 20 })
  .filter((drawn) => new Set(drawn.map(([a, b]) => a - b)).size > 1)

function sides(drawn: readonly (readonly [number, number])[]): [number[], number[]] {
  return [drawn.map(([a]) => a), drawn.map(([, b]) => b)]
}

/** The fields of a result that must be there. */
function run(first: readonly number[], second: readonly number[]) {
  const result = pairedT(first, second, 0.95)
  if (!result.defined) throw new Error(result.reason)
  return result.value
}

test('swapping the sides turns the sign and leaves p', () => {
  fc.assert(
    fc.property(pairs, (drawn) => {
      const [first, second] = sides(drawn)
      const { mean, t, low, high, p, sd } = run(first, second)
      expectClose(run(second, first), { mean: -mean, t: -t, low: -high, high: -low, p, sd })
    }),
  )
})

test('another unit scales the mean and leaves t and p', () => {
  fc.assert(
    fc.property(pairs, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (drawn, unit) => {
      const [first, second] = sides(drawn)
      const { mean, sd, t, p } = run(first, second)
      const scaled = run(
        first.map((a) => a * unit),
        second.map((b) => b * unit),
      )
      expectClose(scaled, { mean: mean * unit, sd: sd * unit, t, p }, 1e-9)
    }),
  )
})

test('the order of the pairs does not matter', () => {
  fc.assert(
    fc.property(pairs, (drawn) => {
      const [first, second] = sides(drawn)
      const { t, p } = run(first, second)
      expectClose(run(first.reverse(), second.reverse()), { t, p })
    }),
  )
})

test('p is at most 1 − level exactly where the interval leaves out 0', () => {
  fc.assert(
    fc.property(pairs, (drawn) => {
      const { p, low, high } = run(...sides(drawn))
      expect(low > 0 || high < 0).toBe(p < 0.05)
    }),
  )
})

test('p in the far tail is small, not 0', () => {
  const second = Array.from({ length: 30 }, (_, index) => index)
  const first = second.map((b, index) => b + 1 + 1e-9 * (index % 2))
  expect(run(first, second).p).toBeGreaterThan(0)
  expect(run(first, second).p).toBeLessThan(1e-200)
})

test('differences that are equal but for rounding have no variance', () => {
  const second = [0.1, 0.7, 1.1, 5.3]
  const first = second.map((b) => b + 0.3)
  expect(new Set(first.map((a, index) => a - second[index])).size).toBeGreaterThan(1)
  expect(pairedT(first, second, 0.95)).toEqual({ defined: false, reason: 'zero-variance' })
})

test.each([
  ['too-few-values', [1], [2]],
  ['not-finite', [1, Number.NaN], [2, 3]],
  ['not-finite', [1, 2], [Number.NEGATIVE_INFINITY, 3]],
] as const)('%s: %j against %j has no test', (reason, first, second) => {
  expect(pairedT(first, second, 0.95)).toEqual({ defined: false, reason })
})

test('unequal lengths and impossible levels are refused', () => {
  expect(() => pairedT([1, 2], [1], 0.95)).toThrow(new RangeError('pairs need two sides: 2 and 1 values'))
  expect(() => pairedT([1, 2], [1, 3], 95)).toThrow(new RangeError('level is 95; it lies between 0 and 1'))
})
