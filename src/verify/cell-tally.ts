import type { CellAnswers, CellGrade, FirstWrong, Targets } from './grade.ts'

/** How near a right row is to the oracle's own answer. */
const CLOSENESS = ['identical', 'tie-equivalent', 'epsilon-equivalent'] as const
export type Closeness = (typeof CLOSENESS)[number]

/** What one row of one cell turned out to be. */
export type RowGrade =
  | { readonly wrong: FirstWrong }
  | {
      readonly wrong?: undefined
      readonly closeness: Closeness
      /** Indices or answer are not the oracle's own choice. */
      readonly isTied: boolean
      /** More than one answer is right. */
      readonly isAmbiguous: boolean
      /** Right only under the declared vote that is not scikit-learn's. */
      readonly isOtherVote: boolean
    }

/** Counts the rows of one cell. */
export interface CellTally {
  add(row: number, grade: RowGrade): void
  finish(): CellGrade
}

/** Positions kept of the ambiguous rows; the count goes on. */
export const AMBIGUOUS_KEPT = 1000
/** Above this share of ambiguous rows, labels alone decide nothing (design §9). */
const AMBIGUOUS_SHARE = 0.01

/**
 * An empty tally. A cell graded by neighbors is as good as its least close row; by labels it agrees or does
 * not.
 */
export function cellTally(cell: CellAnswers<Targets>, basis: CellGrade['basis']): CellTally {
  const ambiguous: number[] = []
  let first: FirstWrong | undefined
  let rows_wrong = 0
  let rows_graded = 0
  let rows_ambiguous = 0
  let rows_tied = 0
  let rows_other_vote = 0
  let worst = 0
  return {
    add(row, grade) {
      rows_graded++
      if (grade.wrong) {
        first ??= grade.wrong
        rows_wrong++
        return
      }
      worst = Math.max(worst, CLOSENESS.indexOf(grade.closeness))
      if (grade.isTied) rows_tied++
      if (grade.isOtherVote) rows_other_vote++
      if (!grade.isAmbiguous) return
      rows_ambiguous++
      if (ambiguous.length < AMBIGUOUS_KEPT) ambiguous.push(row)
    },
    finish() {
      const { n_neighbors, weights } = cell
      const counts = { rows_graded, rows_ambiguous, ambiguous, rows_tied, rows_other_vote }
      const graded = { n_neighbors, weights, basis, ...counts }
      if (first) return { ...graded, grade: 'wrong', wrong: first, rows_wrong }
      if (basis === 'neighbors') return { ...graded, grade: CLOSENESS[worst] }
      if (rows_ambiguous > AMBIGUOUS_SHARE * rows_graded) return { ...graded, grade: 'undecidable' }
      return {
        ...graded,
        grade: 'labels-agree',
        wrong_share_upper: wrongShareUpper(rows_graded - rows_ambiguous),
      }
    },
  }
}

/** A cell whose answers have the wrong shape: no row of it is right. */
export function misshapenCell(
  cell: CellAnswers<Targets>,
  basis: CellGrade['basis'],
  rows: number,
  wrong: FirstWrong,
): CellGrade {
  const { n_neighbors, weights } = cell
  const counts = { rows_graded: rows, rows_ambiguous: 0, ambiguous: [], rows_tied: 0, rows_other_vote: 0 }
  return { n_neighbors, weights, basis, ...counts, grade: 'wrong', wrong, rows_wrong: rows }
}

/**
 * The exact one-sided 95 % upper bound on the share of wrong rows after `rows` right ones and no wrong one
 * (Clopper and Pearson 1934): the share p with (1 − p)^rows = 0.05. Only rows with one right label count;
 * with none, 1.
 */
function wrongShareUpper(rows: number): number {
  return rows === 0 ? 1 : -Math.expm1(Math.log(0.05) / rows)
}
