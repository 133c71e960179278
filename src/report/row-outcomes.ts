import type { ScoredCell } from './arm-results.ts'
import type { CaseScorer } from './scores.ts'

/**
 * Test rows with how often each is labeled as in the data, over the same configurations. They share the rows, so a row's
 * mean over the configurations is one observation, however many of them there are.
 */
export interface RowOutcomes {
  /** Positions in the test part. */
  readonly rows: ArrayLike<number>
  /** Class codes. */
  readonly y_true: ArrayLike<number>
  /** Of each row, the share of the configurations that label it right. */
  readonly right: readonly number[]
  /** Of each configuration, the labels of the rows. */
  readonly labels: readonly ArrayLike<number>[]
}

/** Undefined where the cells were not answered on the same rows of this test part. */
export function rowOutcomes(scorer: CaseScorer, cells: readonly ScoredCell[]): RowOutcomes | undefined {
  const answered = cells.flatMap(({ verification }) => verification ?? [])
  const labeled = answered.flatMap((one) => scorer.labels(one) ?? [])
  const [first] = labeled
  const files = new Set(answered.map(({ score_rows }) => score_rows))
  if (first === undefined || labeled.length < cells.length || files.size > 1) return undefined
  const { rows, y_true } = first
  const labels = labeled.map(({ y_pred }) => y_pred)
  const hits = (row: number) => labels.filter((y_pred) => y_pred[row] === y_true[row]).length
  return { rows, y_true, labels, right: Array.from(rows, (_, row) => hits(row) / labels.length) }
}

/** The outcomes of the rows of one class, or of all. */
export function outcomesOf({ y_true, right }: RowOutcomes, code: number | 'all'): number[] {
  return code === 'all' ? [...right] : right.filter((_, row) => y_true[row] === code)
}

/** Labels that differ between two outcomes of the same rows, of how many. */
export function differingLabels(
  one: RowOutcomes,
  other: RowOutcomes,
): { readonly differing: number; readonly compared: number } {
  const differing = one.labels.reduce((sum, labels, i) => {
    const others = other.labels[i]
    return sum + Array.from(labels).filter((label, row) => label !== others[row]).length
  }, 0)
  return { differing, compared: one.labels.length * one.rows.length }
}
