import erfc from '@stdlib/math-base-special-erfc'
import erfcinv from '@stdlib/math-base-special-erfcinv'
import { requireShare } from './require-share.ts'

/** P(Z ≥ z) of the standard normal distribution; relative accuracy holds far into the upper tail. */
export function upperNormal(z: number): number {
  return erfc(z * Math.SQRT1_2) / 2
}

/** P(|Z| ≥ |z|). */
export function twoSidedNormalP(z: number): number {
  return erfc(Math.abs(z) * Math.SQRT1_2)
}

/** The z with P(Z ≤ z) = `share`. Throws RangeError outside 0 … 1. */
export function normalQuantile(share: number): number {
  requireShare(share, 'share')
  return -Math.SQRT2 * erfcinv(2 * share)
}
