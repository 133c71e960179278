import type { ListQuality } from './approximate-row.ts'
import { AMBIGUOUS_KEPT } from './cell-tally.ts'
import type { CellAnswers, CellGrade, FirstWrong } from './grade.ts'

/** What one row of one cell of an approximate engine turned out to be. */
export type ApproximateRow =
  | { readonly wrong: FirstWrong }
  | ({
      readonly wrong?: undefined
      /** An exact engine could give this label. */
      readonly agrees: boolean
      /** Exact engines could give more than one. */
      readonly isAmbiguous: boolean
      /** The vote of its neighbors only under the declared rule that is not scikit-learn's. */
      readonly isOtherVote: boolean
    } & ListQuality)

/** Counts the rows of one cell of an approximate engine. */
export interface ApproximateTally {
  add(row: number, grade: ApproximateRow): void
  finish(): CellGrade
}

/** An empty tally. One invalid row makes the cell wrong, whatever its recall. */
export function approximateTally({ n_neighbors, weights }: CellAnswers): ApproximateTally {
  const ambiguous: number[] = []
  let first: FirstWrong | undefined
  let rows_wrong = 0
  let rows_graded = 0
  let rows_ambiguous = 0
  let rows_other_vote = 0
  let recalled = 0
  let agreeing = 0
  let ratios = 0
  let distance_ratio_rows = 0
  return {
    add(row, grade) {
      rows_graded++
      if (grade.wrong) {
        first ??= grade.wrong
        rows_wrong++
        return
      }
      recalled += grade.recalled
      if (grade.agrees) agreeing++
      if (grade.ratio !== undefined) distance_ratio_rows++
      ratios += grade.ratio ?? 0
      if (grade.isOtherVote) rows_other_vote++
      if (!grade.isAmbiguous) return
      rows_ambiguous++
      if (ambiguous.length < AMBIGUOUS_KEPT) ambiguous.push(row)
    },
    finish() {
      const counts = { rows_graded, rows_ambiguous, ambiguous, rows_tied: 0, rows_other_vote }
      const graded = { n_neighbors, weights, basis: 'neighbors', ...counts } as const
      if (first) return { ...graded, grade: 'wrong', wrong: first, rows_wrong }
      const quality = {
        recall: recalled / (rows_graded * n_neighbors),
        distance_ratio: distance_ratio_rows === 0 ? undefined : Math.max(1, ratios / distance_ratio_rows),
        distance_ratio_rows,
        label_agreement: agreeing / rows_graded,
      }
      return { ...graded, grade: 'approximate', quality }
    },
  }
}

/** A cell without neighbors: nothing says how approximate it is. */
export function withoutNeighbors({ n_neighbors, weights }: CellAnswers, rows_graded: number): CellGrade {
  const counts = { rows_graded, rows_ambiguous: 0, ambiguous: [], rows_tied: 0, rows_other_vote: 0 }
  return { n_neighbors, weights, basis: 'labels', ...counts, grade: 'undecidable' }
}
