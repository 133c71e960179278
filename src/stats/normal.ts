import erfc from '@stdlib/math-base-special-erfc'

/** P(Z ≥ z) of the standard normal distribution; relative accuracy holds far into the upper tail. */
export function upperNormal(z: number): number {
  return erfc(z * Math.SQRT1_2) / 2
}

/** P(|Z| ≥ |z|). */
export function twoSidedNormalP(z: number): number {
  return erfc(Math.abs(z) * Math.SQRT1_2)
}
