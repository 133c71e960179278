import type { Adjusted, ComparedPair, Comparison } from './comparison.ts'

/** What came of a comparison: the worst that any pair says. */
export type CompareOutcome = 'equal' | 'no difference shown' | 'differs' | 'inconclusive' | 'not comparable'

/** `inconclusive`: scores are not equal, no test can judge it, and something that might explain it is unknown. */
export function outcomeOf({ pairs, alpha }: Comparison): CompareOutcome {
  const all = pairs.flatMap(scoresOf).filter(({ difference }) => difference.kind !== 'missing')
  if (all.length === 0 || pairs.some(({ blocked }) => blocked.length > 0)) return 'not comparable'
  if (pairs.some((pair) => isOtherwise(pair, alpha))) return 'differs'
  if (all.some(({ difference }) => difference.kind === 'described')) return 'inconclusive'
  const isRelabeled = pairs.some(({ cells }) => cells.some(({ labels }) => (labels?.differing ?? 0) > 0))
  const isEqual = all.every(({ difference }) => difference.kind === 'equal')
  return isEqual && !isRelabeled ? 'equal' : 'no difference shown'
}

function scoresOf({ cells, overall }: ComparedPair): readonly Adjusted[] {
  return [...cells.flatMap(({ scores }) => scores), ...overall]
}

/** A difference that Holm's p shows; or any at all where everything is known and nothing is otherwise. */
function isOtherwise(pair: ComparedPair, alpha: number): boolean {
  const isSure = pair.conditions.length === 0 && pair.facets.every(({ state }) => state === 'same')
  const isShown = ({ p_adjusted }: Adjusted) => p_adjusted !== undefined && p_adjusted <= alpha
  const isUnequal = ({ difference: { kind } }: Adjusted) => kind === 'tested' || kind === 'described'
  return scoresOf(pair).some((one) => isShown(one) || (isSure && isUnequal(one)))
}
