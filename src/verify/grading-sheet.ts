import type { CellGrade } from './grade.ts'

/** The grading of one engine; `Seen` is a row of the task. */
export interface GradingSheet<Seen> {
  readonly engine: string
  /** The largest k that needs the oracle; 0 if nothing can be graded. */
  readonly largest: number
  gradeRow(seen: Seen): void
  finish(): CellGrade[]
}
