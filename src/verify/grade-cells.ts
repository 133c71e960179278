import { cellShapeFault, neighborsShapeFault } from './answer-shape.ts'
import { type CellTally, cellTally, misshapenCell, type RowGrade } from './cell-tally.ts'
import type { CellAnswers, CellGrade, DeclaredForm, EngineAnswers, GradedRows, Targets } from './grade.ts'
import type { GradingSheet } from './grading-sheet.ts'
import type { DistanceMetric } from './metrics/distance-metric.ts'
import { distanceMetric } from './metrics/index.ts'
import { type CheckedList, checkNeighborList, listOfRow, type NeighborList } from './neighbor-list.ts'
import { type OracleRow, type OracleRows, oracleReader } from './oracle.ts'
import type { SeenRow } from './seen-row.ts'

/** One cell of one engine, at one row. */
export interface CellAtRow<Y extends Targets, Seen extends SeenRow> {
  readonly cell: CellAnswers<Y>
  readonly declared: DeclaredForm
  readonly seen: Seen
}

/** How the rows of a task are looked at and judged. */
export interface Judge<Y extends Targets, Seen extends SeenRow> {
  see(metric: DistanceMetric, row: number, oracle: OracleRow): Seen
  byNeighbors(at: CellAtRow<Y, Seen>, list: NeighborList, checked: CheckedList): RowGrade
  alone(at: CellAtRow<Y, Seen>): RowGrade
  /** For engines that are graded in another way. */
  otherSheet?(answers: EngineAnswers<Y>, metric: DistanceMetric): GradingSheet<Seen> | undefined
}

/**
 * Grades every cell of every engine against the oracle (design §9): engine name → one grade a cell, in the
 * order of its cells.
 *
 * Cells up to the k of the returned neighbors are graded by neighbors, others by what they predict. Rows are
 * streamed: the oracle's distances are computed once for all engines (or read from `oracle`) and only O(n_train)
 * of them are held. Answers of the wrong shape are `wrong`, never an exception; a metric the oracle does not
 * know is a RangeError.
 */
export function gradeCells<Y extends Targets, Seen extends SeenRow>(
  graded: GradedRows,
  engines: readonly EngineAnswers<Y>[],
  judge: Judge<Y, Seen>,
  oracle?: OracleRows,
): Map<string, CellGrade[]> {
  const metric = distanceMetric(graded.metric)
  const sheets = engines.map(
    (engine) => judge.otherSheet?.(engine, metric) ?? gradingSheet(engine, { graded, metric, judge }),
  )
  const n_neighbors = Math.max(0, ...sheets.map((sheet) => sheet.largest))
  if (n_neighbors > 0) {
    const arithmetics = engines.map(({ declared }) => declared)
    const read = oracleReader(graded, { n_neighbors, arithmetics, cached: oracle })
    for (let row = 0; row < graded.X_score.rows; row++) {
      const seen = judge.see(metric, row, read(row))
      for (const sheet of sheets) sheet.gradeRow(seen)
    }
  }
  return new Map(sheets.map((sheet) => [sheet.engine, sheet.finish()]))
}

interface OpenCell<Y extends Targets> {
  readonly cell: CellAnswers<Y>
  readonly basis: CellGrade['basis']
  readonly tally: CellTally
}

interface Court<Y extends Targets, Seen extends SeenRow> {
  readonly graded: GradedRows
  readonly metric: DistanceMetric
  readonly judge: Judge<Y, Seen>
}

function gradingSheet<Y extends Targets, Seen extends SeenRow>(
  answers: EngineAnswers<Y>,
  court: Court<Y, Seen>,
): GradingSheet<Seen> {
  const { graded } = court
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
    return { open: [{ cell, basis, tally } satisfies OpenCell<Y>], finish: tally.finish }
  })
  const open = entries.flatMap((entry) => entry.open)
  const needsList = open.some(({ basis }) => basis === 'neighbors')
  const ks = open.map(({ cell }) => cell.n_neighbors)
  return {
    engine: answers.engine,
    largest: Math.max(0, ...ks, needsList && neighbors ? neighbors.n_neighbors : 0),
    gradeRow: (seen) => gradeRow(open, needsList ? neighbors : undefined, { ...court, answers, seen }),
    finish: () => entries.map((entry) => entry.finish()),
  }
}

interface RowOfEngine<Y extends Targets, Seen extends SeenRow> extends Court<Y, Seen> {
  readonly answers: EngineAnswers<Y>
  readonly seen: Seen
}

function gradeRow<Y extends Targets, Seen extends SeenRow>(
  open: readonly OpenCell<Y>[],
  neighbors: EngineAnswers<Y>['neighbors'],
  { answers: { declared }, graded, metric, judge, seen }: RowOfEngine<Y, Seen>,
): void {
  const list = neighbors && listOfRow(neighbors, seen.row)
  const n_train = graded.X_train.rows
  const checked = list && checkNeighborList(list, { seen, arithmetic: declared, metric, n_train })
  for (const { cell, basis, tally } of open) {
    const at = { cell, declared, seen }
    const byList = basis === 'neighbors' && list && checked
    tally.add(seen.row, byList ? judge.byNeighbors(at, list, checked) : judge.alone(at))
  }
}
