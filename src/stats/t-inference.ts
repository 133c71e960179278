import type { MeanEstimate } from './mean-estimate.ts'
import { finite, type Statistic } from './statistic.ts'
import { criticalT, twoSidedP } from './student-t.ts'

/** A two-sided confidence interval, in the unit of the estimate. */
export interface Interval {
  readonly level: number
  readonly low: number
  readonly high: number
}

export interface TInference extends MeanEstimate, Interval {
  readonly t: number
  /** Two-sided, against a mean of 0. */
  readonly p: number
}

type Standardized = Pick<MeanEstimate, 'mean' | 'se' | 'df'>

/**
 * mean ± c·se with P(|T| ≤ c) = level (Student 1908). Assumes that (mean − true mean) / se follows Student's t
 * with df degrees of freedom. Undefined where a bound is beyond the largest number; throws RangeError for a level
 * outside 0 … 1.
 */
export function tInterval({ mean, se, df }: Standardized, level: number): Statistic<Interval> {
  const half = criticalT(level, df) * se
  return finite({ level, low: mean - half, high: mean + half })
}

/** t = mean / se and its two-sided p (Student 1908), with the interval at `level`. Assumptions as `tInterval`. */
export function tInference(estimate: MeanEstimate, level: number): Statistic<TInference> {
  const interval = tInterval(estimate, level)
  if (!interval.defined) return interval
  const t = estimate.mean / estimate.se
  return finite({ ...estimate, t, p: twoSidedP(t, estimate.df), ...interval.value })
}
