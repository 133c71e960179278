import fc from 'fast-check'
import { expect, test } from 'vitest'
import { friedman } from '../../src/stats/friedman.ts'
import { exactFriedmanP } from '../../src/stats/friedman-exact.ts'
import { sampledFriedmanP } from '../../src/stats/friedman-sampled.ts'
import { imanDavenport } from '../../src/stats/iman-davenport.ts'
import { type RankBlocks, rankBlocks } from '../../src/stats/rank-blocks.ts'
import { RANK_TESTS } from './rank-tests-fixture.ts'
import { expectClose, expectRelative } from './relative-error.ts'

const SEED = 20_241

function ranked(blocks: readonly (readonly number[])[]): RankBlocks {
  const result = rankBlocks(blocks)
  if (!result.defined) throw new Error(result.reason)
  return result.value
}

test.each(RANK_TESTS.friedman)('chi-squared and F equal SciPy and a linear model on ranks', (entry) => {
  const { f, f_p, ...chi2 } = entry.expected
  expectClose(friedman(ranked(entry.blocks), SEED), { value: chi2 })
  const second = imanDavenport(ranked(entry.blocks))
  expectClose(second, { value: { f } }, 1e-11)
  if (second.defined) expectRelative(second.value.p, f_p, 1e-9)
})

/** Sum over treatments of squared rank sums, for every order of every block. */
function allStatistics(blocks: readonly (readonly number[])[]): number[] {
  const orders = (items: readonly number[]): number[][] =>
    items.length === 0
      ? [[]]
      : items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
  const sums = blocks.reduce<number[][]>(
    (all, block) => all.flatMap((sum) => orders(block).map((order) => sum.map((s, t) => s + order[t]))),
    [blocks[0].map(() => 0)],
  )
  return sums.map((sum) => sum.reduce((total, rank) => total + rank ** 2, 0))
}

const small = fc.oneof(
  ...[
    [1, 2],
    [6, 2],
    [1, 4],
    [2, 4],
    [3, 3],
    [4, 3],
  ].map(([n, k]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: k, maxLength: k }), {
      minLength: n,
      maxLength: n,
    }),
  ),
)

test('the exact p is the share of all orders, one by one, with ties', () => {
  fc.assert(
    fc.property(small, (blocks) => {
      const result = rankBlocks(blocks)
      if (!result.defined) return
      const observed = result.value.rank_sums.reduce((total, rank) => total + rank ** 2, 0)
      const all = allStatistics(result.value.ranks)
      const share = all.filter((statistic) => statistic >= observed).length / all.length
      expectRelative(exactFriedmanP(result.value) ?? Number.NaN, share)
    }),
  )
})

test('Monte Carlo agrees with the exact p within its stated error, and comes again with its seed', () => {
  const blocks = RANK_TESTS.friedman.map((entry) => ranked(entry.blocks))
  const exact = blocks.filter((one) => exactFriedmanP(one) !== undefined)
  expect(exact.length).toBeGreaterThan(4)
  for (const one of exact) {
    const { p, p_error } = sampledFriedmanP(one, SEED)
    expect(Math.abs(p - (exactFriedmanP(one) ?? Number.NaN))).toBeLessThan(4 * p_error + 1e-4)
    expect(sampledFriedmanP(one, SEED).p).toBe(p)
  }
})

test('what cannot be enumerated is sampled, and says so', () => {
  const blocks = Array.from({ length: 20 }, (_, n) => Array.from({ length: 12 }, (_, k) => (7 * n * k) % 13))
  const result = friedman(ranked(blocks), SEED)
  expect(result).toMatchObject({ defined: true, value: { method: 'monte-carlo' } })
  if (result.defined) expect(result.value.p_error).toBeGreaterThan(0)
})

test('blocks that all rank alike have the smallest exact p, and no F', () => {
  const blocks = ranked([1, 2, 3, 4].map((offset) => [offset, offset + 1, offset + 3]))
  expectClose(friedman(blocks, SEED), { value: { chi2: 8, p: 6 / 6 ** 4 } })
  expect(imanDavenport(blocks)).toEqual({ defined: false, reason: 'zero-variance' })
})

test.each([
  ['too-few-values', []],
  ['too-few-values', [[1], [2]]],
  [
    'zero-variance',
    [
      [1, 1, 1],
      [2, 2, 2],
    ],
  ],
  ['not-finite', [[1, Number.NaN, 1]]],
] as const)('%s: %j has no ranks', (reason, blocks) => {
  expect(rankBlocks(blocks)).toEqual({ defined: false, reason })
})

test('one block has a Friedman test without power, and no F; uneven blocks are refused', () => {
  expectClose(friedman(ranked([[1, 2, 3]]), SEED), { value: { chi2: 2, p: 1 } })
  expect(imanDavenport(ranked([[1, 2, 3]]))).toEqual({ defined: false, reason: 'too-few-values' })
  expect(() => rankBlocks([[1, 2], [1]])).toThrow(new RangeError('a block has 1 values, the first one 2'))
})
