import type { ArmResults, ScoredCell } from './arm-results.ts'
import type { Verification } from './ledger-index.ts'
import { formatNumber } from './render/format-number.ts'

export type Grade = Verification['grade']

/** Best to worst. */
export const GRADES: readonly Grade[] = [
  'identical',
  'tie-equivalent',
  'epsilon-equivalent',
  'labels-agree',
  'approximate',
  'undecidable',
  'wrong',
]

export interface AnswersSummary {
  readonly worst: Grade
  /** Judged cells: those with a grade, or found wrong. */
  readonly graded: number
  /** For people: `tie-equivalent (2 rows)`, `wrong: row 17`. */
  readonly words: string
  /** What labels alone leave open: `at most 2.6 % wrong`; undefined where neighbors were checked. */
  readonly bound: string | undefined
  /** Rows that a declared non-standard vote decided differently, at most in one cell. */
  readonly rows_other_vote: number
}

interface JudgedCell {
  readonly grade: Grade
  readonly verification: Verification | undefined
}

/** The answers of one engine on one case by their worst cell; undefined if none was judged. */
export function summarizeAnswers({ cells }: ArmResults): AnswersSummary | undefined {
  const judged = cells.flatMap(judge)
  if (judged.length === 0) return undefined
  const worst = GRADES[Math.max(...judged.map(({ grade }) => GRADES.indexOf(grade)))]
  const worstCells = judged.filter(({ grade }) => grade === worst)
  return {
    worst,
    graded: judged.length,
    words: describe(worst, worstCells, judged.length),
    bound: worst === 'labels-agree' ? upperBound(worstCells) : undefined,
    rows_other_vote: most(judged, (v) => v.rows_other_vote),
  }
}

/** A cell is wrong if its status says so, whatever its grade: its labels may have changed since. */
function judge({ status, verification }: ScoredCell): JudgedCell[] {
  if (status === 'wrong') return [{ grade: 'wrong', verification }]
  return verification === undefined ? [] : [{ grade: verification.grade, verification }]
}

function most(cells: readonly JudgedCell[], rowsOf: (verification: Verification) => number): number {
  return Math.max(0, ...cells.flatMap(({ verification }) => (verification ? [rowsOf(verification)] : [])))
}

function describe(grade: Grade, cells: readonly JudgedCell[], graded: number): string {
  switch (grade) {
    case 'identical':
    case 'epsilon-equivalent':
    case 'labels-agree':
      return grade
    case 'tie-equivalent':
      return `tie-equivalent (${countOf(
        most(cells, (v) => v.rows_tied),
        'row',
      )})`
    case 'approximate':
      return `approximate (recall ${recallRange(cells)})`
    case 'undecidable':
      return `undecidable (${most(cells, (v) => v.rows_ambiguous)} ambiguous rows)`
    case 'wrong':
      return cells.length === graded
        ? `wrong${whereWrong(cells)}`
        : `wrong in ${cells.length} of ${graded}${whereWrong(cells)}`
  }
}

/** Lowest and highest over the cells: `0.912 to 0.998`. */
function recallRange(cells: readonly JudgedCell[]): string {
  const recalls = cells.flatMap(({ verification }) => verification?.quality?.recall ?? [])
  const ends = [Math.min(...recalls), Math.max(...recalls)].map((recall) => formatNumber(recall, 'score'))
  return [...new Set(ends)].join(' to ')
}

/** The first wrong row; cells that were graded right are wrong by labels that changed from round to round. */
function whereWrong(cells: readonly JudgedCell[]): string {
  const [row] = cells.flatMap(({ verification }) => verification?.first_wrong ?? [])
  if (row !== undefined) return `: row ${row.test_row}`
  return cells.some(({ verification }) => verification?.grade === 'wrong') ? '' : ': labels changed'
}

function upperBound(cells: readonly JudgedCell[]): string {
  const share = most(cells, (v) => v.wrong_share_upper ?? 1)
  return `at most ${(100 * share).toPrecision(2)} % wrong`
}

/** `1 row`, `2 rows`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}
