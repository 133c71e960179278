import { mean } from 'simple-statistics'
import { labelDifference } from '../label-differences.ts'
import type { CaseValue, ClaimCase } from './claim-values.ts'
import { NO_SHARED_CELL, sharedCells } from './shared-cells.ts'

/** Mean over configurations of the share of test rows that two engines label otherwise. */
export function disagreement(one: ClaimCase): CaseValue {
  const shares = sharedCells(one).flatMap(({ graded: [a, b] }) => {
    const difference = labelDifference(one.one.scorer, a, b)
    return difference === undefined || difference.rows === 0 ? [] : [difference.differing / difference.rows]
  })
  if (shares.length === 0) return { reason: NO_SHARED_CELL }
  return { value: mean(shares), is_same: shares.every((share) => share === 0) }
}
