/** S: how many rounds it takes to time every configuration once. */
export function subsetCount(configurations: number, perRound: number | 'all'): number {
  return perRound === 'all' ? 1 : Math.ceil(configurations / perRound)
}

export interface RoundsRule {
  readonly configurations: number
  readonly perRound: number | 'all'
}

/** Why `rounds` does not cover the grid in whole passes, in words and with the nearest values that do. */
export function roundsFault(rounds: number, { configurations, perRound }: RoundsRule) {
  const subsets = subsetCount(configurations, perRound)
  if (rounds % subsets === 0) return undefined
  const below = Math.max(1, Math.floor(rounds / subsets)) * subsets
  return {
    found: `${rounds}, but ${configurations} configurations in rounds of ${perRound} need a multiple of ${subsets}.`,
    fix: `Set it to ${below} or ${below + subsets}.`,
  }
}
