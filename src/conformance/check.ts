import type { CellGrade } from '../verify/grade.ts'
import type { Graded } from './host.ts'

/** The steps in their order; `regression` and `quality` are of engines that offer numbers, or are approximate. */
export type Step = 'exists' | 'loads' | 'agrees' | 'quality' | 'regression' | 'edges' | 'speed'

/**
 * What came of one check. `refused` is an engine that says what it cannot do; `failed` is one that ends, or says
 * nothing that can be used; `left out` is a check that was not made.
 */
export type CheckStatus = 'right' | 'wrong' | 'failed' | 'refused' | 'left out'

/** Over cells, each of which counts once: means, and of the distance ratio the median, since near 0 it has no bound. */
export interface QualityOver {
  readonly cells: number
  readonly recall: number
  /** Null where no row of any cell has one. */
  readonly distance_ratio: number | null
  readonly label_agreement: number
}

export interface Check {
  readonly step: Step
  readonly name: string
  /** The data, or what is looked at. */
  readonly what: string
  readonly status: CheckStatus
  /** Cells (metric × weights × k) by grade. */
  readonly grades: Readonly<Record<string, number>>
  /** What deviates and why, or why there is nothing to see. */
  readonly notes: readonly string[]
  /** Of an approximate engine, over the cells that were not wrong. */
  readonly quality?: QualityOver
}

/** What is counted of classes and of numbers. */
type Counted = Pick<Graded, 'grades'> & { readonly answers: Pick<Graded['answers'], 'declared'> }

/** How many cells have each grade, in the order they come. */
export function countGrades(graded: readonly Pick<Graded, 'grades'>[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { grade } of graded.flatMap(({ grades }) => grades)) counts[grade] = (counts[grade] ?? 0) + 1
  return counts
}

/** What is right and yet not the oracle's own answer, each with the reason that its grade has checked. */
export function rightDeviations(graded: readonly Counted[]): string[] {
  const cells = graded.flatMap(({ grades }) => grades)
  const [first] = graded
  if (first === undefined) return []
  const { dtype, form } = first.answers.declared
  const rows = (some: readonly CellGrade[], of: 'rows_tied' | 'rows_other_vote' | 'rows_ambiguous'): number =>
    some.reduce((sum, cell) => sum + cell[of], 0)
  const withGrade = (grade: CellGrade['grade']): CellGrade[] => cells.filter((cell) => cell.grade === grade)
  const tied = withGrade('tie-equivalent')
  const bound = withGrade('epsilon-equivalent')
  const open = withGrade('undecidable')
  return [
    ...(tied.length > 0
      ? [`tie: ${plural(rows(tied, 'rows_tied'), 'row')} chosen otherwise among equal distances`]
      : []),
    ...(bound.length > 0 ? [`bound: within ε of ${dtype}, ${form} form`] : []),
    ...(open.length > 0
      ? [
          `tie: in ${plural(open.length, 'cell')} labels alone leave ${plural(rows(open, 'rows_ambiguous'), 'row')} open`,
        ]
      : []),
    ...(rows(cells, 'rows_other_vote') > 0
      ? [`vote by arrival, as declared: ${plural(rows(cells, 'rows_other_vote'), 'row')}`]
      : []),
  ]
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** More of a library's message says no more. */
const MOST_LETTERS = 160

export function shortened(message: string): string {
  return message.length <= MOST_LETTERS ? message : `${message.slice(0, MOST_LETTERS)}…`
}
