import erfc from '@stdlib/math-base-special-erfc'

/** P(|Z| ≥ |z|) of the standard normal distribution; relative accuracy holds far into the tails. */
export function twoSidedNormalP(z: number): number {
  return erfc(Math.abs(z) * Math.SQRT1_2)
}
