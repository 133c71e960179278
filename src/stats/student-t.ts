import cdf from '@stdlib/stats-base-dists-t-cdf'
import quantile from '@stdlib/stats-base-dists-t-quantile'
import { requireShare } from './require-share.ts'

/**
 * P(|T| ≥ |t|) of Student's t with `df` > 0 degrees of freedom (Student 1908, Biometrika 6:1–25).
 * Twice the lower tail: 1 − cdf would be 0 from p ≈ 1e-16 on. Agrees with SciPy to 1e-13 relative at p = 1e-200.
 */
export function twoSidedP(t: number, df: number): number {
  return 2 * cdf(-Math.abs(t), df)
}

/** P(T ≥ t), as `twoSidedP`. */
export function upperP(t: number, df: number): number {
  return cdf(-t, df)
}

/** The c > 0 with P(|T| ≤ c) = `level`, 0 < level < 1, for Student's t with `df` > 0 degrees of freedom. */
export function criticalT(level: number, df: number): number {
  requireShare(level, 'level')
  return -quantile((1 - level) / 2, df)
}
