import type { ScoreName } from '../metrics/scores.ts'
import { configurationKey } from './configuration-key.ts'
import { groupBy } from './group-by.ts'
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
  return [...groupBy(own, selectionKey).values()].map((alike) => ({
    ...alike[0],
    engines: alike.map(({ engine }) => engine),
    tied: Math.max(...alike.map(({ tied }) => tied)),
  }))
}

function selectionKey({ cell: { configuration, verification }, value }: Selected): string {
  return JSON.stringify([
    configurationKey(configuration),
    verification?.labels,
    verification?.score_rows,
    value,
  ])
}
