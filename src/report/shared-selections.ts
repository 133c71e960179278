import type { ScoreName } from '../metrics/scores.ts'
import { configurationKey } from './configuration-key.ts'
import { mainArms } from './main-arms.ts'
import type { CaseResults } from './results.ts'
import { type Choice, rightCells, type Selected, selectConfiguration } from './selected-configurations.ts'

/** Engines for which the same configuration is selected, and which gave the same labels there. */
export interface SharedSelection extends Selected {
  readonly engines: readonly string[]
}

/**
 * What is selected for each engine of a case from its own right answers; engines with the same selection, labels and
 * score are one. So an engine is only ever named with a configuration that it answered right. `cell` is the first's,
 * and `tied` of the one with the most: who answered fewer configurations may have fewer.
 */
export function sharedSelections(one: CaseResults, name: ScoreName, choice: Choice): SharedSelection[] {
  const own = mainArms(one).flatMap((arm) => {
    const selected = selectConfiguration(rightCells(arm), name, choice)
    return selected === undefined ? [] : [{ ...selected, engine: arm.engine }]
  })
  return alikeSelections(own, one.scorer).map((alike) => ({
    ...alike[0],
    engines: alike.map(({ engine }) => engine),
    tied: Math.max(...alike.map(({ tied }) => tied)),
  }))
}

function alikeSelections<S extends Selected>(own: readonly S[], scorer: CaseResults['scorer']): S[][] {
  const groups: S[][] = []
  for (const selection of own) {
    const group = groups.find(([first]) => isAlike(first, selection, scorer))
    if (group === undefined) groups.push([selection])
    else group.push(selection)
  }
  return groups
}

/** Scores of answers that agree differ by rounding alone; an ROC-AUC also by its probabilities, and then by more. */
const ROUNDING = 1e-9

function isAlike(one: Selected, other: Selected, scorer: CaseResults['scorer']): boolean {
  const [first, second] = [one.cell.verification, other.cell.verification]
  if (first === undefined || second === undefined || !scorer.agree(first, second)) return false
  const isSameScore = Math.abs(one.value - other.value) <= ROUNDING * Math.abs(one.value)
  return (
    isSameScore && configurationKey(one.cell.configuration) === configurationKey(other.cell.configuration)
  )
}
