import type { CellGrade, EngineAnswers, GradingCase } from './grade.ts'
import { gradeCells, type Judge } from './grade-cells.ts'
import { GradedRow } from './graded-row.ts'
import type { OracleRows } from './oracle.ts'
import { gradeByLabel, gradeByNeighbors } from './row-grade.ts'

/** Grades every cell of a classification; see `gradeCells`. */
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
  } satisfies Judge<Int32Array, GradedRow>
  return gradeCells(graded, engines, judge, oracle)
}
