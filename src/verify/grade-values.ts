import type { CellGrade, EngineAnswers, ValueCase } from './grade.ts'
import { gradeCells, type Judge } from './grade-cells.ts'
import type { OracleRows } from './oracle.ts'
import { gradeValueAlone, gradeValueByNeighbors } from './row-value-grade.ts'
import { ValueRow } from './value-row.ts'

/** Grades every cell of a regression; see `gradeCells`. */
export function gradeValues(
  graded: ValueCase,
  engines: readonly EngineAnswers<Float64Array>[],
  oracle?: OracleRows,
): Map<string, CellGrade[]> {
  const { y_train } = graded
  const largest = y_train.reduce((most, y) => Math.max(most, Math.abs(y)), 0)
  const judge = {
    see: (metric, row, seen) => new ValueRow(graded, metric, row, seen),
    byNeighbors: (at, list, checked) => gradeValueByNeighbors({ ...at, y_train, largest }, list, checked),
    alone: (at) => gradeValueAlone({ ...at, y_train, largest }),
  } satisfies Judge<Float64Array, ValueRow>
  return gradeCells(graded, engines, judge, oracle)
}
