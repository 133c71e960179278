import { cellShapeFault, neighborsShapeFault } from './answer-shape.ts'
import {
  type ApproximateList,
  checkApproximateList,
  labelAgreement,
  labelsOfList,
} from './approximate-row.ts'
import {
  type ApproximateRow,
  type ApproximateTally,
  approximateTally,
  withoutNeighbors,
} from './approximate-tally.ts'
import { misshapenCell } from './cell-tally.ts'
import type { CellAnswers, CellGrade, EngineAnswers, GradingCase, NeighborAnswers } from './grade.ts'
import type { GradedRow } from './graded-row.ts'
import type { GradingSheet } from './grading-sheet.ts'
import type { DistanceMetric } from './metrics/distance-metric.ts'
import { listOfRow, type NeighborList } from './neighbor-list.ts'

/** A cell that can be graded, by the list at its own k. */
interface OpenCell {
  readonly cell: CellAnswers
  readonly neighbors: NeighborAnswers
  readonly tally: ApproximateTally
}

/** The grading of an engine that is declared approximate: every cell by the neighbors at its own k. */
export function approximateSheet(
  answers: EngineAnswers,
  lists: readonly NeighborAnswers[],
  graded: GradingCase,
  metric: DistanceMetric,
): GradingSheet<GradedRow> {
  const rows = graded.X_score.rows
  const entries = answers.cells.map((cell): { open: OpenCell[]; finish: () => CellGrade } => {
    const neighbors = lists.find(({ n_neighbors }) => n_neighbors === cell.n_neighbors)
    const fault = cellShapeFault(cell, graded) ?? (neighbors && neighborsShapeFault(neighbors, graded))
    if (fault) return { open: [], finish: () => misshapenCell(cell, 'neighbors', rows, fault) }
    if (neighbors === undefined) return { open: [], finish: () => withoutNeighbors(cell, rows) }
    const tally = approximateTally(cell)
    return { open: [{ cell, neighbors, tally }], finish: tally.finish }
  })
  const open = entries.flatMap((entry) => entry.open)
  return {
    engine: answers.engine,
    largest: Math.max(0, ...open.map(({ cell }) => cell.n_neighbors)),
    gradeRow(seen) {
      const context = { seen, arithmetic: answers.declared, metric, n_train: graded.X_train.rows }
      const checked = new Map<NeighborAnswers, ApproximateList>()
      for (const { cell, neighbors, tally } of open) {
        const list = listOfRow(neighbors, seen.row)
        const found = checked.get(neighbors) ?? checkApproximateList(list, context)
        checked.set(neighbors, found)
        tally.add(seen.row, gradeRow({ cell, list, found, seen }, answers, graded))
      }
    },
    finish: () => entries.map((entry) => entry.finish()),
  }
}

interface SeenCell {
  readonly cell: CellAnswers
  readonly list: NeighborList
  readonly found: ApproximateList
  readonly seen: GradedRow
}

/** First the list, then whether the label is the vote of the list, then whether it is one of the true ones. */
function gradeRow(
  { cell, list, found, seen }: SeenCell,
  { declared }: EngineAnswers,
  { y_train, n_classes }: GradingCase,
): ApproximateRow {
  if (found.wrong) return found
  const label = cell.labels[seen.row]
  const elected = labelsOfList(cell, list, { y_train, n_classes, dtype: declared.dtype })
  const admissible = elected(declared.vote)
  if (!admissible.includes(label)) return { wrong: { kind: 'wrong-label', row: seen.row, label, admissible } }
  const isOtherVote = declared.vote !== 'smallest-label' && !elected('smallest-label').includes(label)
  return { ...found, ...labelAgreement(cell, declared, seen), isOtherVote }
}
