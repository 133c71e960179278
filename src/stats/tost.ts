import type { MeanEstimate } from './mean-estimate.ts'
import { requireShare } from './require-share.ts'
import { chain, finite, type Statistic } from './statistic.ts'
import { upperP } from './student-t.ts'
import { type Interval, tInterval } from './t-inference.ts'

/** Differences between these do not matter, in the unit of the mean. */
export interface EquivalenceBand {
  readonly lower: number
  readonly upper: number
}

/** The interval has level 1 − 2α: it lies inside the band just where p < α. */
export interface TostResult extends Interval {
  /** One-sided, against a true mean at or below `lower`. */
  readonly p_lower: number
  /** One-sided, against a true mean at or above `upper`. */
  readonly p_upper: number
  /** The larger of both, against any difference that matters. */
  readonly p: number
}

/**
 * Two one-sided t tests for equivalence of a mean (Schuirmann 1987, J. Pharmacokinet. Biopharm. 15:657–680).
 * Assumptions as `tInterval`. Throws RangeError for an α not in 0 … 1/2 or a band that is none.
 */
export function tost(
  { mean, se, df }: Pick<MeanEstimate, 'mean' | 'se' | 'df'>,
  { lower, upper }: EquivalenceBand,
  alpha: number,
): Statistic<TostResult> {
  requireShare(2 * alpha, '2α')
  if (!(lower < upper))
    throw new RangeError(`the band ends at ${lower} and ${upper}; the first is the smaller`)
  const p_lower = upperP((mean - lower) / se, df)
  const p_upper = upperP((upper - mean) / se, df)
  return chain(tInterval({ mean, se, df }, 1 - 2 * alpha), (interval) =>
    finite({ ...interval, p_lower, p_upper, p: Math.max(p_lower, p_upper) }),
  )
}
