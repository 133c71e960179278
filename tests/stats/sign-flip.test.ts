import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signFlip } from '../../src/stats/sign-flip.ts'
import { RANK_TESTS } from './rank-tests-fixture.ts'
import { expectClose, expectRelative } from './relative-error.ts'

test.each(RANK_TESTS.sign_flip)('equals SciPy: n = $expected.n, $method', (entry) => {
  const result = signFlip(entry.values)
  expectClose(result, { value: entry.expected })
  if (!result.defined) throw new Error(result.reason)
  expectRelative(result.value.p, entry.expected.p)
  expect(result.value.method).toBe(entry.method)
})

function pOf(values: readonly number[]): number {
  const result = signFlip(values)
  return result.defined ? result.value.p : 1
}

/** Whole numbers add without rounding, tenths do not. */
const tenths = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 10 })

test('rounding of the sums changes no p: tenths have the p of their tenfold', () => {
  fc.assert(
    fc.property(tenths, (values) => {
      expect(pOf(values.map((value) => value / 10))).toBe(pOf(values))
    }),
  )
})

test('p is the share of sign patterns, one by one', () => {
  fc.assert(
    fc.property(tenths, (values) => {
      const sum = (bits: number) =>
        values.reduce((total, value, index) => total + (bits & (1 << index) ? value : -value), 0)
      const observed = Math.abs(values.reduce((total, value) => total + value, 0))
      const patterns = Array.from({ length: 2 ** values.length }, (_, bits) => Math.abs(sum(bits)))
      expect(pOf(values)).toBe(patterns.filter((one) => one >= observed).length / patterns.length)
    }),
  )
})

test('30 differences on one side have the smallest p there is, 2 / 2³⁰', () => {
  expect(pOf(Array.from({ length: 30 }, (_, index) => 1 + index / 7))).toBe(2 ** -29)
})

test.each([
  ['too-few-values', []],
  ['zero-variance', [0, 0]],
  ['not-finite', [1, Number.POSITIVE_INFINITY]],
  ['not-finite', [Number.MAX_VALUE, Number.MAX_VALUE]],
] as const)('%s: %j has no test', (reason, values) => {
  expect(signFlip(values)).toEqual({ defined: false, reason })
})
