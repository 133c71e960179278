import type { CellGrade } from './grade.ts'
import type { GradedRow } from './graded-row.ts'

/** The grading of one engine. */
export interface GradingSheet {
  readonly engine: string
  /** The largest k that needs the oracle; 0 if nothing can be graded. */
  readonly largest: number
  gradeRow(seen: GradedRow): void
  finish(): CellGrade[]
}
