import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mannWhitney } from '../../src/stats/mann-whitney.ts'
import { FURTHER_TESTS } from './further-tests-fixture.ts'
import { expectClose, expectRelative } from './relative-error.ts'

test.each(FURTHER_TESTS.mann_whitney)('equals SciPy: u = $expected.u, $method', (entry) => {
  const result = mannWhitney(entry.first, entry.second)
  expectClose(result, { value: entry.expected })
  if (!result.defined) throw new Error(result.reason)
  expectRelative(result.value.p, entry.expected.p, 1e-11)
  expect(result.value.method).toBe(entry.method)
})

const group = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 })

test('u counts the pairs, and swapped groups give the same p and the opposite effect', () => {
  fc.assert(
    fc.property(group, group, (first, second) => {
      const [one, other] = [mannWhitney(first, second), mannWhitney(second, first)]
      expect(other.defined).toBe(one.defined)
      if (!one.defined || !other.defined) return
      const pairs = first.flatMap((a) => second.map((b) => (Math.sign(a - b) + 1) / 2))
      expect(one.value.u).toBe(pairs.reduce((sum, pair) => sum + pair, 0))
      expectRelative(other.value.p, one.value.p)
      expect(one.value.rank_biserial + other.value.rank_biserial).toBeCloseTo(0, 12)
    }),
  )
})

test('five above five have p = 2 / C(10, 5)', () => {
  expectClose(mannWhitney([6, 7, 8, 9, 10], [1, 2, 3, 4, 5]), {
    value: { p: 2 / 252, rank_biserial: 1, u: 25 },
  })
})

test.each([
  ['too-few-values', [], [1]],
  ['too-few-values', [1], []],
  ['zero-variance', [3, 3], [3]],
  ['not-finite', [1, Number.NaN], [2]],
] as const)('%s: %j against %j has no test', (reason, first, second) => {
  expect(mannWhitney(first, second)).toEqual({ defined: false, reason })
})
