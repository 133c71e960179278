import { mean } from 'simple-statistics'
import type { ScoreName } from '../../metrics/scores.ts'
import { scoreValue } from '../scores.ts'
import type { CaseValue, ClaimCase } from './claim-values.ts'
import { NO_SHARED_CELL, sharedCells } from './shared-cells.ts'

/** Sums in another order differ by less, one test row by far more. */
const ROUNDING = 1e-12

/** Mean over configurations of the difference of one score on the same test rows. */
export function scoreDifference(name: ScoreName): (one: ClaimCase) => CaseValue {
  return (one) => {
    const cells = sharedCells(one)
    if (cells.length === 0) return { reason: NO_SHARED_CELL }
    if (!cells.every(({ graded: [a, b] }) => a.score_rows === b.score_rows))
      return { reason: 'the engines were scored on other test rows' }
    const differences = cells.flatMap(({ engine, baseline }) => {
      const [a, b] = [engine, baseline].map(({ scores }) => scoreValue(scores, name))
      return a === undefined || b === undefined ? [] : [a - b]
    })
    if (differences.length < cells.length) return { reason: `an engine has no ${name}` }
    const is_same = differences.every((difference) => Math.abs(difference) < ROUNDING)
    return { value: is_same ? 0 : mean(differences), is_same }
  }
}
