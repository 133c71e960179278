import { bonferroniLevel } from './bonferroni-level.ts'
import { MAX_ROUNDS } from './rounds-needed.ts'
import { type Statistic, undefinedBecause } from './statistic.ts'
import { criticalT } from './student-t.ts'
import { subsetDf } from './subset-df.ts'

export interface WantedWidth {
  /** Largest half width of the interval, in the unit of the sd; above 0. */
  readonly half_width: number
  readonly alpha: number
  /** m: intervals that hold together. */
  readonly family_size: number
}

/**
 * The smallest number of rounds (whole passes over S subsets, at least two of them) with c·sd/√n ≤ half width, where c
 * is the critical t at level 1 − α/m with the df of `subsetT`: inverting `tInterval`, as if the observed sd were the
 * true one, so about half of such plans end a little wider. For a ratio within ±5 %, the half width is ln 1.05.
 * `not-finite` for an sd that is no number from 0, `beyond-max-rounds` where `MAX_ROUNDS` would not do.
 * Throws RangeError for a half width not above 0, or as `bonferroniLevel`.
 */
export function roundsForWidth(
  { sd, subsets }: { readonly sd: number; readonly subsets: number },
  { half_width, alpha, family_size }: WantedWidth,
): Statistic<number, 'not-finite' | 'beyond-max-rounds'> {
  if (!(half_width > 0)) throw new RangeError(`half width is ${half_width}; it is above 0`)
  const level = bonferroniLevel(alpha, family_size)
  if (!(sd >= 0 && sd < Infinity)) return undefinedBecause('not-finite')
  const isNarrow = (passes: number) => {
    const rounds = passes * subsets
    return (criticalT(level, subsetDf({ rounds, subsets })) * sd) / Math.sqrt(rounds) <= half_width
  }
  const most = Math.floor(MAX_ROUNDS / subsets)
  if (most < 2 || !isNarrow(most)) return undefinedBecause('beyond-max-rounds')
  let [below, passes] = [1, most] // more rounds never widen it, so bisection finds the first
  while (passes - below > 1) {
    const middle = Math.floor((below + passes) / 2)
    if (isNarrow(middle)) passes = middle
    else below = middle
  }
  return { defined: true, value: passes * subsets }
}
