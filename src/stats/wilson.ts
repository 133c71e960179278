import { normalQuantile } from './normal.ts'
import { requireShare } from './require-share.ts'
import { type Statistic, undefinedBecause } from './statistic.ts'

/** Ends of an interval for a share, 0 … 1. */
export interface ShareInterval {
  readonly low: number
  readonly high: number
}

/**
 * Score interval for the share behind `hits` of `trials` (Wilson 1927, J. Amer. Statist. Assoc. 22:209–212), without
 * continuity correction. Assumes independent trials of one share; its coverage is near `level` even for few trials and
 * shares near 0 or 1 (Brown, Cai & DasGupta 2001, Statistical Science 16:101–133). Undefined without a trial.
 * Throws RangeError for counts that are not whole or not 0 ≤ hits ≤ trials, and for a level outside 0 … 1.
 */
export function wilsonInterval(hits: number, trials: number, level: number): Statistic<ShareInterval> {
  requireShare(level, 'level')
  if (!(Number.isInteger(hits) && Number.isInteger(trials) && 0 <= hits && hits <= trials))
    throw new RangeError(`${hits} of ${trials} is no count of hits`)
  if (trials === 0) return undefinedBecause('too-few-values')
  const z = normalQuantile((1 + level) / 2)
  const z2 = z * z
  const center = (hits + z2 / 2) / (trials + z2)
  const half = (z / (trials + z2)) * Math.sqrt((hits * (trials - hits)) / trials + z2 / 4)
  const low = hits === 0 ? 0 : center - half
  const high = hits === trials ? 1 : center + half
  return { defined: true, value: { low, high } }
}
