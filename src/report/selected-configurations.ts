import type { ScoreName } from '../metrics/scores.ts'
import type { ArmResults, ScoredCell } from './arm-results.ts'
import { isRightCell } from './cell-result.ts'
import { configurationKey } from './configuration-key.ts'
import type { CaseResults } from './results.ts'
import { scoreValue } from './scores.ts'

/** Engines whose right answers to the same rows are the same labels wherever two answered the same configuration. */
export interface AnswerGroup {
  readonly engines: readonly string[]
  /** Each configuration once, as the first engine of the group answered it. */
  readonly cells: readonly ScoredCell[]
}

/** Engines of a case by their labels, so that scores of identical engines appear once. */
export function answerGroups({ arms }: CaseResults): AnswerGroup[] {
  return labelGroups(arms, rightCells)
}

/** The same of whatever cells: engines whose labels are the same wherever two of them have one. */
export function labelGroups(
  arms: readonly ArmResults[],
  cellsOf: (arm: ArmResults) => readonly ScoredCell[],
): AnswerGroup[] {
  const groups: { engines: string[]; byKey: Map<string, ScoredCell> }[] = []
  for (const arm of arms.filter(({ arm }) => arm === 'main')) {
    const cells = cellsOf(arm)
    if (cells.length === 0) continue
    const group = groups.find(({ byKey }) => cells.every((cell) => agrees(cell, byKey)))
    const byKey = group?.byKey ?? new Map<string, ScoredCell>()
    for (const cell of cells) {
      const key = configurationKey(cell.configuration)
      if (!byKey.has(key)) byKey.set(key, cell)
    }
    if (group === undefined) groups.push({ engines: [arm.engine], byKey })
    else group.engines.push(arm.engine)
  }
  return groups.map(({ engines, byKey }) => ({ engines, cells: [...byKey.values()] }))
}

function agrees(
  { configuration, verification }: ScoredCell,
  byKey: ReadonlyMap<string, ScoredCell>,
): boolean {
  const other = byKey.get(configurationKey(configuration))
  if (other === undefined) return true
  const { labels, score_rows } = other.verification ?? {}
  return labels === verification?.labels && score_rows === verification?.score_rows
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

/** The configuration with the highest (lowest) score on this test set; undefined where none has that score. */
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
  const extreme = choice === 'best' ? Math.max(...values) : Math.min(...values)
  const hits = scored.filter(({ value }) => value === extreme)
  return { ...hits[0], tied: hits.length }
}
