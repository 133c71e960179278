import { expect, test } from 'vitest'
import { nemenyi } from '../../src/stats/nemenyi.ts'
import { twoSidedNormalP } from '../../src/stats/normal.ts'
import { pairwiseWilcoxon } from '../../src/stats/pairwise-wilcoxon.ts'
import { rankBlocks } from '../../src/stats/rank-blocks.ts'
import { criticalRange, upperRange } from '../../src/stats/studentized-range.ts'
import { wilcoxon } from '../../src/stats/wilcoxon.ts'
import { RANK_TESTS } from './rank-tests-fixture.ts'
import { expectClose, expectRelative } from './relative-error.ts'

test('the upper tail of the range equals a quadrature with 25 digits', () => {
  for (const [q, k, p] of RANK_TESTS.upper_range) expectRelative(upperRange(q, k), p, 1e-11)
  expect(upperRange(0, 4)).toBe(1)
})

test('the range of two values is a normal difference, however far out', () => {
  for (const q of [0.1, 1, 5, 20, 40]) expectRelative(upperRange(q, 2), twoSidedNormalP(q / Math.SQRT2))
})

test('critical values invert it, and equal SciPy as far as its quadrature goes', () => {
  for (const [alpha, k, q] of RANK_TESTS.critical_range) {
    expectRelative(upperRange(criticalRange(alpha, k), k), alpha)
    expectRelative(criticalRange(alpha, k), q, 1e-9)
  }
})

test.each(RANK_TESTS.friedman)('Nemenyi equals scikit-posthocs', ({ blocks, nemenyi: expected }) => {
  const ranked = rankBlocks(blocks)
  if (!ranked.defined) throw new Error(ranked.reason)
  const { pairs, critical_difference } = nemenyi(ranked.value, 0.05)
  expect(pairs).toHaveLength((expected.length * (expected.length - 1)) / 2)
  for (const { first, second, p, rank_difference } of pairs) {
    expect(Math.abs(p - expected[first][second])).toBeLessThan(1e-9)
    expect(Math.abs(rank_difference) > critical_difference).toBe(p < 0.05)
  }
})

test('the critical difference of five classifiers on 30 datasets is that of Demšar 2006, table 5', () => {
  const ranked = rankBlocks(Array.from({ length: 30 }, () => [1, 2, 3, 4, 5]))
  if (!ranked.defined) throw new Error(ranked.reason)
  expect(nemenyi(ranked.value, 0.05).critical_difference).toBeCloseTo(2.728 * Math.sqrt(30 / (6 * 30)), 3)
})

test('pairwise Wilcoxon adjusts by Holm over all pairs, also those without a test', () => {
  const blocks = [1, 2, 3, 4, 5, 6, 7].map((value) => [value, value, 2 * value + 1])
  const [same, first, second] = pairwiseWilcoxon(blocks)
  expect(same).toEqual({ first: 0, second: 1, test: { defined: false, reason: 'zero-variance' } })
  const alone = wilcoxon(blocks.map(([a, , c]) => a - c))
  if (!alone.defined) throw new Error(alone.reason)
  expectClose(first, {
    first: 0,
    second: 2,
    test: { value: { p: alone.value.p, p_adjusted: 3 * alone.value.p } },
  })
  expectClose(second, { first: 1, second: 2, test: { value: { p_adjusted: 3 * alone.value.p } } })
  expect(pairwiseWilcoxon([])).toEqual([])
})
