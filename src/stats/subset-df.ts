/** Rounds that time S subsets of the configurations in turn; whole passes over all of them. */
export interface PlannedRounds {
  readonly rounds: number
  readonly subsets: number
}

/**
 * Degrees of freedom of `subsetT` for P = rounds / S passes: S(P − 1), and S − 1 where P = 1.
 * Throws RangeError where the rounds are not whole passes.
 */
export function subsetDf({ rounds, subsets }: PlannedRounds): number {
  const passes = rounds / subsets
  if (!(Number.isInteger(subsets) && Number.isInteger(passes) && subsets > 0 && passes > 0))
    throw new RangeError(`${rounds} rounds are not whole passes over ${subsets} subsets`)
  return passes > 1 ? rounds - subsets : subsets - 1
}
