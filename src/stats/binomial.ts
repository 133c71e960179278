import betainc from '@stdlib/math-base-special-betainc'
import { requireShare } from './require-share.ts'

/** P(X ≤ hits) of the binomial distribution, by the incomplete beta function (Abramowitz & Stegun 1964, 26.5.24). */
function binomialCdf(hits: number, trials: number, share: number): number {
  if (hits < 0) return 0
  if (hits >= trials) return 1
  return betainc(1 - share, trials - hits, hits + 1, true, false)
}

/**
 * The least count with P(X ≤ count) ≥ `level` of the binomial distribution with `trials` of one share. Throws RangeError
 * for a level or a share outside 0 … 1.
 */
export function binomialQuantile(level: number, trials: number, share: number): number {
  requireShare(level, 'level')
  if (share <= 0) return 0
  if (share >= 1) return trials
  let [below, at] = [-1, trials]
  while (at - below > 1) {
    const middle = Math.floor((below + at) / 2)
    if (binomialCdf(middle, trials, share) >= level) at = middle
    else below = middle
  }
  return at
}

/** Halvings that leave less of 1 than float64 tells apart. */
const HALVINGS = 50

/**
 * Exact interval for the share behind `hits` of `trials` (Clopper & Pearson 1934, Biometrika 26:404–413): the shares that
 * neither tail of (1 − level)/2 refuses. Throws RangeError for a level outside 0 … 1.
 */
export function exactShareInterval(
  hits: number,
  trials: number,
  level: number,
): { readonly low: number; readonly high: number } {
  requireShare(level, 'level')
  const tail = (1 - level) / 2
  return {
    low: hits <= 0 ? 0 : firstShare((share) => 1 - binomialCdf(hits - 1, trials, share) >= tail),
    high: hits >= trials ? 1 : firstShare((share) => binomialCdf(hits, trials, share) <= tail),
  }
}

/** The least share for which something holds that stays true above it. */
function firstShare(holds: (share: number) => boolean): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
