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

export interface TostP {
  /** One-sided, against a true mean at or below `lower`. */
  readonly p_lower: number
  /** One-sided, against a true mean at or above `upper`. */
  readonly p_upper: number
  /** The larger of both, against any difference that matters. */
  readonly p: number
}

/** The interval has level 1 − 2α: it lies inside the band just where p < α. */
export interface TostResult extends Interval, TostP {}

type Estimate = Pick<MeanEstimate, 'mean' | 'se' | 'df'>

/**
 * Two one-sided t tests for equivalence of a mean (Schuirmann 1987, J. Pharmacokinet. Biopharm. 15:657–680).
 * Assumptions as `tInterval`. Throws RangeError for a band that is none.
 */
export function tostP({ mean, se, df }: Estimate, { lower, upper }: EquivalenceBand): Statistic<TostP> {
  if (!(lower < upper))
    throw new RangeError(`the band ends at ${lower} and ${upper}; the first is the smaller`)
  const p_lower = upperP((mean - lower) / se, df)
  const p_upper = upperP((upper - mean) / se, df)
  return finite({ p_lower, p_upper, p: Math.max(p_lower, p_upper) })
}

/** The same with its interval. Throws RangeError for an α not in 0 … 1/2, too. */
export function tost(estimate: Estimate, band: EquivalenceBand, alpha: number): Statistic<TostResult> {
  requireShare(2 * alpha, '2α')
  return chain(tostP(estimate, band), (p) =>
    chain(tInterval(estimate, 1 - 2 * alpha), (interval) => finite({ ...interval, ...p })),
  )
}
