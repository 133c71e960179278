import type { RankBlocks } from './rank-blocks.ts'
import { criticalRange, upperRange } from './studentized-range.ts'
import { type TreatmentPair, treatmentPairs } from './treatment-pairs.ts'

export interface NemenyiPair extends TreatmentPair {
  /** Average rank of the first minus that of the second. */
  readonly rank_difference: number
  /** Asymptotic and adjusted for all pairs; a value below 1e-8 means no more than that, and is printed `<1e-8`. */
  readonly p: number
}

export interface NemenyiTest {
  readonly alpha: number
  /** Average ranks further apart than this differ at `alpha`. */
  readonly critical_difference: number
  readonly average_ranks: readonly number[]
  readonly pairs: readonly NemenyiPair[]
}

/**
 * Nemenyi's comparison of all pairs of average ranks: critical difference q / √2 · √(k(k + 1) / (6n)) with q the
 * upper α quantile of the range of k normal values (Nemenyi 1963, Distribution-free Multiple Comparisons; Demšar
 * 2006, J. Mach. Learn. Res. 7:1–30, §3.2.2). Asymptotic in the blocks, and conservative with ties, which it does
 * not correct for. Blocks as `friedman`. Throws RangeError for an alpha outside 0 … 1.
 */
export function nemenyi({ blocks, treatments, rank_sums }: RankBlocks, alpha: number): NemenyiTest {
  const unit = Math.sqrt((treatments * (treatments + 1)) / (12 * blocks))
  const average_ranks = rank_sums.map((sum) => sum / blocks)
  const pairs = treatmentPairs(treatments).map(({ first, second }) => {
    const rank_difference = average_ranks[first] - average_ranks[second]
    return { first, second, rank_difference, p: upperRange(Math.abs(rank_difference) / unit, treatments) }
  })
  return { alpha, critical_difference: criticalRange(alpha, treatments) * unit, average_ranks, pairs }
}
