import type { ScoredCell } from '../arm-results.ts'
import { isRightCell } from '../cell-result.ts'
import { configurationKey } from '../configuration-key.ts'
import type { Verification } from '../ledger-index.ts'
import type { ClaimCase } from './claim-values.ts'

/** Two answers to the same configuration, both graded right. */
export interface SharedCell {
  readonly engine: ScoredCell
  readonly baseline: ScoredCell
  readonly graded: readonly [Verification, Verification]
}

/** The configurations that both engines answered right, in the order of the grid. */
export function sharedCells({ engine, baseline }: ClaimCase): SharedCell[] {
  const others = new Map(
    baseline.cells.filter(isRightCell).map((cell) => [configurationKey(cell.configuration), cell]),
  )
  return engine.cells.filter(isRightCell).flatMap((cell) => {
    const other = others.get(configurationKey(cell.configuration))
    if (cell.verification === undefined || other?.verification === undefined) return []
    return [{ engine: cell, baseline: other, graded: [cell.verification, other.verification] }]
  })
}

export const NO_SHARED_CELL = 'no configuration was answered right by both'
