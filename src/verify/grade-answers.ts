import { cellShapeFault, neighborsShapeFault } from './answer-shape.ts'
import { approximateSheet } from './approximate-sheet.ts'
import { type CellTally, cellTally, misshapenCell } from './cell-tally.ts'
import type { CellAnswers, CellGrade, EngineAnswers, GradingCase } from './grade.ts'
import { GradedRow } from './graded-row.ts'
import type { GradingSheet } from './grading-sheet.ts'
import type { DistanceMetric } from './metrics/distance-metric.ts'
import { distanceMetric } from './metrics/index.ts'
import { checkNeighborList, listOfRow } from './neighbor-list.ts'
import { type OracleRows, oracleReader } from './oracle.ts'
import { gradeByLabel, gradeByNeighbors } from './row-grade.ts'

/**
 * Grades every cell of every engine against the oracle (design §9): engine name → one grade a cell, in the
 * order of its cells.
 *
 * Cells up to the k of the returned neighbors are graded by neighbors, others by labels, and those of an
 * approximate engine by the neighbors at their own k. Rows are streamed:
 * the oracle's distances are computed once for all engines (or read from `oracle`) and only O(n_train) of
 * them are held. Answers of the wrong shape are `wrong`, never an exception; a metric the oracle does not
 * know is a RangeError.
 */
export function gradeAnswers(
  graded: GradingCase,
  engines: readonly EngineAnswers[],
  oracle?: OracleRows,
): Map<string, CellGrade[]> {
  const metric = distanceMetric(graded.metric)
  const sheets = engines.map((engine) =>
    engine.approximate === undefined
      ? gradingSheet(engine, graded, metric)
      : approximateSheet(engine, engine.approximate, graded, metric),
  )
  const n_neighbors = Math.max(0, ...sheets.map((sheet) => sheet.largest))
  if (n_neighbors > 0) {
    const arithmetics = engines.map(({ declared }) => declared)
    const read = oracleReader(graded, { n_neighbors, arithmetics, cached: oracle })
    for (let row = 0; row < graded.X_score.rows; row++) {
      const seen = new GradedRow(graded, metric, row, read(row))
      for (const sheet of sheets) sheet.gradeRow(seen)
    }
  }
  return new Map(sheets.map((sheet) => [sheet.engine, sheet.finish()]))
}

interface OpenCell {
  readonly cell: CellAnswers
  readonly basis: CellGrade['basis']
  readonly tally: CellTally
}

function gradingSheet(answers: EngineAnswers, graded: GradingCase, metric: DistanceMetric): GradingSheet {
  const { neighbors } = answers
  const listFault = neighbors && neighborsShapeFault(neighbors, graded)
  const entries = answers.cells.map((cell) => {
    const basis: CellGrade['basis'] =
      neighbors && cell.n_neighbors <= neighbors.n_neighbors ? 'neighbors' : 'labels'
    const fault = cellShapeFault(cell, graded) ?? (basis === 'neighbors' ? listFault : undefined)
    if (fault) {
      const wrong = misshapenCell(cell, basis, graded.X_score.rows, fault)
      return { open: [], finish: () => wrong }
    }
    const tally = cellTally(cell, basis)
    return { open: [{ cell, basis, tally } satisfies OpenCell], finish: tally.finish }
  })
  const open = entries.flatMap((entry) => entry.open)
  const needsList = open.some(({ basis }) => basis === 'neighbors')
  const ks = open.map(({ cell }) => cell.n_neighbors)
  return {
    engine: answers.engine,
    largest: Math.max(0, ...ks, needsList && neighbors ? neighbors.n_neighbors : 0),
    gradeRow: (seen) => gradeRow(open, needsList ? neighbors : undefined, { answers, graded, metric, seen }),
    finish: () => entries.map((entry) => entry.finish()),
  }
}

interface RowOfEngine {
  readonly answers: EngineAnswers
  readonly graded: GradingCase
  readonly metric: DistanceMetric
  readonly seen: GradedRow
}

function gradeRow(
  open: readonly OpenCell[],
  neighbors: EngineAnswers['neighbors'],
  { answers, graded, metric, seen }: RowOfEngine,
): void {
  const { declared } = answers
  const { y_train, n_classes } = graded
  const list = neighbors && listOfRow(neighbors, seen.row)
  const n_train = graded.X_train.rows
  const checked = list && checkNeighborList(list, { seen, arithmetic: declared, metric, n_train })
  for (const { cell, basis, tally } of open) {
    const context = { cell, declared, seen, y_train, n_classes }
    const byList = basis === 'neighbors' && list && checked
    tally.add(seen.row, byList ? gradeByNeighbors(context, list, checked) : gradeByLabel(context))
  }
}
