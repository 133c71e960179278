import { isError, type ScoreName } from '../metrics/scores.ts'
import type { ArmResults, ScoredCell } from './arm-results.ts'
import { isRightCell } from './cell-result.ts'
import { configurationKey } from './configuration-key.ts'
import type { CaseResults } from './results.ts'
import { type CaseScorer, scoreValue } from './scores.ts'

/** Engines whose right answers to the same rows are the same labels wherever two answered the same configuration. */
export interface AnswerGroup {
  readonly engines: readonly string[]
  /** Each configuration once, as the first engine of the group answered it. */
  readonly cells: readonly ScoredCell[]
}

/** Engines of a case by their labels, so that scores of identical engines appear once. */
export function answerGroups(one: Pick<CaseResults, 'arms' | 'scorer'>): AnswerGroup[] {
  return labelGroups(one, rightCells)
}

/** The same of whatever cells: engines whose labels are the same wherever two of them have one. */
export function labelGroups(
  { arms, scorer }: Pick<CaseResults, 'arms' | 'scorer'>,
  cellsOf: (arm: ArmResults) => readonly ScoredCell[],
): AnswerGroup[] {
  const mains = arms.filter(({ arm }) => arm === 'main')
  const named = mains.map((arm) => ({
    engine: arm.engine,
    cells: new Map(cellsOf(arm).map((cell) => [configurationKey(cell.configuration), cell])),
  }))
  return groupByLabels(named, scorer).map(({ engines, cells }) => ({ engines, cells: [...cells.values()] }))
}

interface NamedCells {
  readonly engine: string
  readonly cells: ReadonlyMap<string, ScoredCell>
}

/** Engines that gave the same labels under every name that two of them answered; those without an answer are left out. */
function groupByLabels(
  answered: readonly NamedCells[],
  scorer: CaseScorer,
): { readonly engines: readonly string[]; readonly cells: ReadonlyMap<string, ScoredCell> }[] {
  const groups: { engines: string[]; cells: Map<string, ScoredCell> }[] = []
  for (const { engine, cells } of answered) {
    if (cells.size === 0) continue
    const group = groups.find((one) =>
      [...cells].every(([name, cell]) => agree(cell, one.cells.get(name), scorer)),
    )
    if (group === undefined) {
      groups.push({ engines: [engine], cells: new Map(cells) })
      continue
    }
    group.engines.push(engine)
    for (const [name, cell] of cells) if (!group.cells.has(name)) group.cells.set(name, cell)
  }
  return groups
}

function agree(
  { verification }: ScoredCell,
  other: ScoredCell | undefined,
  scorer: Pick<CaseScorer, 'agree'>,
): boolean {
  if (other === undefined) return true
  const known = other.verification
  return verification !== undefined && known !== undefined && scorer.agree(verification, known)
}

/** Cells of an arm that are answered right and scored, in the order of the grid. */
export function rightCells(arm: ArmResults): ScoredCell[] {
  return arm.cells.filter((cell) => isRightCell(cell) && cell.scores !== undefined)
}

export interface Selected {
  readonly cell: ScoredCell
  readonly value: number
  /** Configurations with the same score; the first in grid order is `cell`. */
  readonly tied: number
}

export type Choice = 'best' | 'worst'

/** The configuration with the best (worst) score on this test set; undefined where none has that score. */
export function selectConfiguration(
  cells: readonly ScoredCell[],
  name: ScoreName,
  choice: Choice,
): Selected | undefined {
  const scored = cells.flatMap((cell) => {
    const value = scoreValue(cell.scores, name)
    return value === undefined ? [] : [{ cell, value }]
  })
  if (scored.length === 0) return undefined
  const values = scored.map(({ value }) => value)
  const isHighest = (choice === 'best') !== isError(name)
  const extreme = isHighest ? Math.max(...values) : Math.min(...values)
  const hits = scored.filter(({ value }) => value === extreme)
  return { ...hits[0], tied: hits.length }
}
