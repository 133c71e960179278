import { isError, type ScoreName } from '../metrics/scores.ts'
import type { ArmResults, ScoredCell } from './arm-results.ts'
import { isRightCell } from './cell-result.ts'
import { scoreValue } from './scores.ts'

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
