import { mean } from 'simple-statistics'
import type { ScoreName } from '../metrics/scores.ts'
import type { ScoredCell } from './arm-results.ts'
import { scoreValue } from './scores.ts'

/** The mean of one score over cells; undefined where a cell lacks it, so that means are of the same cells or of none. */
export function meanScore(cells: readonly ScoredCell[], name: ScoreName): number | undefined {
  const values = cells.flatMap(({ scores }) => scoreValue(scores, name) ?? [])
  return values.length === 0 || values.length < cells.length ? undefined : mean(values)
}
