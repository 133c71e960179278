import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankBiserial } from '../../src/stats/rank-biserial.ts'
import { wilcoxon } from '../../src/stats/wilcoxon.ts'
import { RANK_TESTS } from './rank-tests-fixture.ts'
import { expectClose, expectRelative } from './relative-error.ts'

test.each(RANK_TESTS.wilcoxon)('equals SciPy: n = $expected.n, $zeros, $method', (entry) => {
  const result = wilcoxon(entry.values, entry.zeros)
  expectClose(result, { value: entry.expected })
  if (!result.defined) throw new Error(result.reason)
  expectRelative(result.value.p, entry.expected.p)
  expect(result.value.method).toBe(entry.method)
})

const whole = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 9 })

/** Every pattern of signs, one by one. */
function bruteForce(differences: readonly number[], ranks: readonly number[]): number {
  const total = ranks.reduce((sum, rank) => sum + rank, 0)
  const distance = (isPlus: (index: number) => boolean) =>
    Math.abs(2 * ranks.reduce((sum, rank, index) => (isPlus(index) ? sum + rank : sum), 0) - total)
  const observed = distance((index) => differences[index] > 0)
  const patterns = Array.from({ length: 2 ** ranks.length }, (_, pattern) => pattern)
  return patterns.filter((bits) => distance((index) => (bits & (1 << index)) > 0) >= observed).length
}

test('the exact p is the share of sign patterns, with ties, when zeros are dropped', () => {
  fc.assert(
    fc.property(whole, (values) => {
      const left = values.filter((value) => value !== 0)
      const result = wilcoxon(values, 'wilcox')
      expect(result.defined).toBe(left.length > 0)
      if (!result.defined) return
      const rankOf = (value: number) =>
        left.filter((other) => Math.abs(other) < Math.abs(value)).length +
        (left.filter((other) => Math.abs(other) === Math.abs(value)).length + 1) / 2
      expectRelative(result.value.p, bruteForce(left, left.map(rankOf)) / 2 ** left.length)
    }),
  )
})

test('swapped sides give the same p and the opposite correlation', () => {
  fc.assert(
    fc.property(whole, fc.constantFrom('wilcox' as const, 'pratt' as const), (values, zeros) => {
      const [one, other] = [
        wilcoxon(values, zeros),
        wilcoxon(
          values.map((value) => -value),
          zeros,
        ),
      ]
      expect(other.defined).toBe(one.defined)
      if (!one.defined || !other.defined) return
      expect(other.value.p).toBe(one.value.p)
      expect(rankBiserial(other.value) + rankBiserial(one.value)).toBe(0)
    }),
  )
})

test('all n differences on one side have p = 2 / 2ⁿ and correlation 1', () => {
  for (let n = 1; n <= 50; n++) {
    const result = wilcoxon(Array.from({ length: n }, (_, index) => index + 1))
    if (!result.defined) throw new Error(result.reason)
    expectRelative(result.value.p, 2 ** (1 - n))
    expect(rankBiserial(result.value)).toBe(1)
  }
})

test.each([
  ['too-few-values', []],
  ['zero-variance', [0, 0, -0]],
  ['not-finite', [1, Number.NaN]],
] as const)('%s: %j has no test', (reason, values) => {
  for (const zeros of ['wilcox', 'pratt'] as const)
    expect(wilcoxon(values, zeros)).toEqual({ defined: false, reason })
})
