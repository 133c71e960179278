import { approximateSheet } from './approximate-sheet.ts'
import type { CellGrade, EngineAnswers, GradingCase } from './grade.ts'
import { gradeCells, type Judge } from './grade-cells.ts'
import { GradedRow } from './graded-row.ts'
import type { OracleRows } from './oracle.ts'
import { gradeByLabel, gradeByNeighbors } from './row-grade.ts'

/** Grades every cell of a classification; see `gradeCells`. Approximate engines are graded by lists at every k. */
export function gradeAnswers(
  graded: GradingCase,
  engines: readonly EngineAnswers[],
  oracle?: OracleRows,
): Map<string, CellGrade[]> {
  const { y_train, n_classes } = graded
  const judge = {
    see: (metric, row, seen) => new GradedRow(graded, metric, row, seen),
    byNeighbors: (at, list, checked) => gradeByNeighbors({ ...at, y_train, n_classes }, list, checked),
    alone: (at) => gradeByLabel({ ...at, y_train, n_classes }),
    otherSheet: (answers, metric) =>
      answers.approximate && approximateSheet(answers, answers.approximate, graded, metric),
  } satisfies Judge<Int32Array, GradedRow>
  return gradeCells(graded, engines, judge, oracle)
}
