import type { Verification } from './ledger-index.ts'
import type { CaseScorer } from './scores.ts'

/** How the labels of two engines for the same configuration compare, over the rows that both answered. */
export interface LabelDifference {
  readonly rows: number
  readonly differing: number
  /** Of the differing rows, those where ties or rounding leave more than one right label. */
  readonly ambiguous: number
  /** Of the differing rows, those that only the first, and only the second, labels as the data does. */
  readonly first_only: number
  readonly second_only: number
}

/** Undefined where labels or rows are not those of this case. */
export function labelDifference(
  scorer: CaseScorer,
  first: Verification,
  second: Verification,
): LabelDifference | undefined {
  const none = { differing: 0, ambiguous: 0, first_only: 0, second_only: 0 }
  if (first.labels === second.labels && first.score_rows === second.score_rows)
    return { rows: first.rows_graded, ...none }
  const [one, other] = [scorer.labels(first), scorer.labels(second)]
  if (one === undefined || other === undefined) return undefined
  const placeOf = new Map([...other.rows].map((row, place) => [row, place]))
  const ambiguous = new Set([...first.ambiguous, ...second.ambiguous])
  const count = { rows: 0, ...none }
  for (const [place, row] of one.rows.entries()) {
    const otherPlace = placeOf.get(row)
    if (otherPlace === undefined) continue
    count.rows++
    const [label, otherLabel] = [one.y_pred[place], other.y_pred[otherPlace]]
    if (label === otherLabel) continue
    count.differing++
    if (ambiguous.has(row)) count.ambiguous++
    if (label === one.y_true[place]) count.first_only++
    if (otherLabel === one.y_true[place]) count.second_only++
  }
  return count
}
