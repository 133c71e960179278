import gammainc from '@stdlib/math-base-special-gammainc'
import { exactFriedmanP } from './friedman-exact.ts'
import { sampledFriedmanP } from './friedman-sampled.ts'
import type { RankBlocks } from './rank-blocks.ts'
import { finite, type Statistic } from './statistic.ts'

export interface FriedmanTest {
  readonly chi2: number
  readonly df: number
  /** P(χ² ≥ chi2): what is usually printed, and too inexact for few blocks. */
  readonly p_asymptotic: number
  /** Permutation p: all orders of the ranks within blocks count the same. */
  readonly p: number
  readonly method: 'exact' | 'monte-carlo'
  /** Standard error of a `monte-carlo` p. */
  readonly p_error?: number
}

/**
 * Friedman's test that no treatment tends to larger values than another, tie-corrected:
 * χ² = (12 ΣR² / (n·k(k + 1)) − 3n(k + 1)) / tie factor, df = k − 1 (Friedman 1937, J. Amer. Statist. Assoc.
 * 32:675–701; ties: Conover 1999, Practical Nonparametric Statistics, §5.8). Assumes independent blocks; within
 * one, all orders are equally likely if nothing differs. p is exact where the orders can be enumerated,
 * else seeded Monte Carlo with its error. Undefined as `rankBlocks`.
 */
export function friedman(blocks: RankBlocks, seed: number): Statistic<FriedmanTest> {
  const df = blocks.treatments - 1
  const chi2 = friedmanStatistic(blocks)
  const p_asymptotic = gammainc(chi2 / 2, df / 2, true, true)
  const p = exactFriedmanP(blocks)
  return p === undefined
    ? finite({ chi2, df, p_asymptotic, ...sampledFriedmanP(blocks, seed), method: 'monte-carlo' })
    : finite({ chi2, df, p_asymptotic, p, method: 'exact' })
}

/** Tie-corrected χ², from the squared distances of the rank sums from their mean, so that nothing cancels. */
export function friedmanStatistic({ blocks: n, treatments: k, rank_sums, tie_factor }: RankBlocks): number {
  const middle = (n * (k + 1)) / 2
  const squares = rank_sums.reduce((sum, rank) => sum + (rank - middle) ** 2, 0)
  return (12 * squares) / (n * k * (k + 1) * tie_factor)
}
