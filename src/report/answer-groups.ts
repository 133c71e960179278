import { type AgreeingEngines, agreeingEngines, enginesOf } from './agreeing-engines.ts'
import type { ScoredCell } from './arm-results.ts'
import { configurationKey } from './configuration-key.ts'
import { mainArms } from './main-arms.ts'
import type { CaseResults } from './results.ts'
import { rightCells } from './selected-configurations.ts'

/** Engines of one case that gave the same labels, as far as they answered; one of them answered all that any did. */
export interface AnswerGroup {
  readonly engines: readonly string[]
  /** Of that one, in the order of the grid. */
  readonly cells: readonly SharedCell[]
}

/** A cell, with those engines of its group that answered it. */
export type SharedCell = ScoredCell & { readonly engines: readonly string[] }

/** Engines of a case by the labels of their right answers, so that what is the same is shown once. */
export function answerGroups(one: CaseResults): AnswerGroup[] {
  return labelGroups(one, rightCells)
}

/** The same of whatever cells of an engine. */
export function labelGroups(
  one: CaseResults,
  cellsOf: (arm: CaseResults['arms'][number]) => readonly ScoredCell[],
): AnswerGroup[] {
  const answered = mainArms(one).map((arm) => ({
    engine: arm.engine,
    cells: new Map(cellsOf(arm).map((cell) => [configurationKey(cell.configuration), cell])),
  }))
  return agreeingEngines(answered, one.scorer).map((agreeing) => ({
    engines: agreeing.members.map(({ engine }) => engine),
    cells: sharedCells(agreeing),
  }))
}

function sharedCells(agreeing: AgreeingEngines): SharedCell[] {
  return [...agreeing.leader.cells].map(([name, cell]) => ({ ...cell, engines: enginesOf(agreeing, [name]) }))
}
