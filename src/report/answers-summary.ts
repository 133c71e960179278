import type { ArmResults } from './arm-results.ts'
import type { Verification } from './ledger-index.ts'

export type Grade = Verification['grade']

/** Best to worst. */
const GRADES: readonly Grade[] = [
  'identical',
  'tie-equivalent',
  'epsilon-equivalent',
  'labels-agree',
  'undecidable',
  'wrong',
]

export interface AnswersSummary {
  readonly worst: Grade
  /** Graded cells, and those of them that have the worst grade. */
  readonly graded: number
  readonly of_worst: number
  /** For people: `tie-equivalent (2 rows)`, `wrong: row 17`. */
  readonly words: string
  /** What labels alone leave open: `at most 2.6 % wrong`; undefined where neighbors were checked. */
  readonly bound: string | undefined
  /** The first wrong cell in grid order. */
  readonly first_wrong: Verification | undefined
  /** Rows that a declared non-standard vote decided differently, at most in one cell. */
  readonly rows_other_vote: number
}

/** The answers of one engine on one case by their worst grade; undefined if none was graded. */
export function summarizeAnswers(arm: ArmResults): AnswersSummary | undefined {
  const graded = arm.cells.flatMap(({ verification }) => verification ?? [])
  if (graded.length === 0) return undefined
  const worst = graded.reduce<Grade>(
    (grade, v) => (GRADES.indexOf(v.grade) > GRADES.indexOf(grade) ? v.grade : grade),
    'identical',
  )
  const cells = graded.filter(({ grade }) => grade === worst)
  return {
    worst,
    graded: graded.length,
    of_worst: cells.length,
    words: describe(worst, cells, graded.length),
    bound: worst === 'labels-agree' ? upperBound(cells) : undefined,
    first_wrong: graded.find(({ grade }) => grade === 'wrong'),
    rows_other_vote: Math.max(...graded.map((v) => v.rows_other_vote)),
  }
}

function describe(grade: Grade, cells: readonly Verification[], graded: number): string {
  switch (grade) {
    case 'identical':
    case 'epsilon-equivalent':
    case 'labels-agree':
      return grade
    case 'tie-equivalent':
      return `tie-equivalent (${countOf(Math.max(...cells.map((v) => v.rows_tied)), 'row')})`
    case 'undecidable':
      return `undecidable (${Math.max(...cells.map((v) => v.rows_ambiguous))} ambiguous rows)`
    case 'wrong':
      return describeWrong(cells, graded)
  }
}

function describeWrong(cells: readonly Verification[], graded: number): string {
  const row = cells[0].first_wrong === null ? '' : `: row ${cells[0].first_wrong.test_row}`
  return cells.length === graded ? `wrong${row}` : `wrong in ${cells.length} of ${graded}${row}`
}

function upperBound(cells: readonly Verification[]): string {
  const share = Math.max(...cells.map((v) => v.wrong_share_upper ?? 1))
  return `at most ${(100 * share).toPrecision(2)} % wrong`
}

/** `1 row`, `2 rows`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}
