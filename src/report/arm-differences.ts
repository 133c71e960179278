import type { ArmResults, ScoredCell } from './arm-results.ts'
import { configurationKey } from './configuration-key.ts'
import { labelDifference } from './label-differences.ts'
import type { CaseScorer } from './scores.ts'
import { rightCells } from './selected-configurations.ts'

/** How many labels of two engines differ, of how many that were compared. */
export interface ArmDifferences {
  readonly differing: number
  readonly compared: number
}

/** Labels that two arms give otherwise, over all configurations that both answered right on the same rows. */
export function armDifferences(
  arm: ArmResults,
  other: ArmResults,
  scorer: CaseScorer,
): ArmDifferences | undefined {
  const others = new Map(rightCells(other).map((cell) => [configurationKey(cell.configuration), cell]))
  const found = rightCells(arm).flatMap((cell) => {
    const partner = others.get(configurationKey(cell.configuration))
    return partner === undefined ? [] : (cellDifferences(cell, partner, scorer) ?? [])
  })
  if (found.length === 0) return undefined
  return {
    differing: sum(found.map(({ differing }) => differing)),
    compared: sum(found.map(({ compared }) => compared)),
  }
}

/** The same of two cells; undefined where they were not scored on the same rows. */
export function cellDifferences(
  { verification: a }: ScoredCell,
  { verification: b }: ScoredCell,
  scorer: CaseScorer,
): ArmDifferences | undefined {
  if (a === undefined || b === undefined || a.score_rows !== b.score_rows) return undefined
  const found = labelDifference(scorer, a, b)
  return found === undefined ? undefined : { differing: found.differing, compared: found.rows }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
