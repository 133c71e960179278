import type { ValueRange } from './admissible-values.ts'
import type { RowGrade } from './cell-tally.ts'
import type { CellAnswers, DeclaredForm } from './grade.ts'
import type { CheckedList, NeighborList } from './neighbor-list.ts'
import { meanRounding, neighborMean } from './neighbor-mean.ts'
import { lessClose, listCloseness } from './row-grade.ts'
import type { ValueRow } from './value-row.ts'

/** One row of one cell of a regression. */
export interface ValueContext {
  readonly cell: CellAnswers<Float64Array>
  readonly declared: DeclaredForm
  readonly seen: ValueRow
  readonly y_train: Float64Array
  /** max |y| of the training rows. */
  readonly largest: number
}

/** Grades a row by the neighbors the engine returned: first the list, then the mean that it has. */
export function gradeValueByNeighbors(
  context: ValueContext,
  list: NeighborList,
  checked: CheckedList,
): RowGrade {
  const { cell, declared, seen, y_train } = context
  const k = cell.n_neighbors
  const wrong = checked.firstWrong(k)
  if (wrong) return { wrong }
  const values = Array.from(list.indices.subarray(0, k), (index) => y_train[index])
  const mean = neighborMean({ values, distances: list.distances }, k, cell.weights)
  const returned = { least: mean, most: mean }
  const predicted = cell.labels[seen.row]
  const listed = { closeness: listCloseness(checked, k), isTied: checked.sameIndices < k }
  const other = { isAmbiguous: isAmbiguous(context), isOtherVote: false }
  if (isWithin(predicted, returned, context)) {
    // Other bits where the sum was added up in another order.
    const closeness = predicted === mean ? 'identical' : 'epsilon-equivalent'
    return { ...listed, ...other, closeness: lessClose(closeness, listed.closeness) }
  }
  // The engine may have cut a tie otherwise for this k than for the list; else the list decides.
  const range = seen.hasOneNeighborSet(k, declared) ? returned : seen.admissible(cell, declared)
  if (!isWithin(predicted, range, context)) return { wrong: wrongValue(context, range) }
  const isTie = isWithin(predicted, seen.admissibleByTies(cell), context)
  const closeness = lessClose(isTie ? 'tie-equivalent' : 'epsilon-equivalent', listed.closeness)
  return { ...other, closeness, isTied: true }
}

/** Grades a row by its prediction alone. */
export function gradeValueAlone(context: ValueContext): RowGrade {
  const { cell, declared, seen } = context
  const predicted = cell.labels[seen.row]
  const range = seen.admissible(cell, declared)
  if (!isWithin(predicted, range, context)) return { wrong: wrongValue(context, range) }
  const own = seen.ownValue(cell)
  const isTied = !isWithin(predicted, { least: own, most: own }, context)
  const closeness = isTied ? 'epsilon-equivalent' : 'identical'
  return { closeness, isTied, isAmbiguous: isAmbiguous(context), isOtherVote: false }
}

/** Whether ties or rounding leave the neighbors open, and with them the prediction beyond its own rounding. */
function isAmbiguous({ cell, declared, seen, largest }: ValueContext): boolean {
  if (seen.hasOneNeighborSet(cell.n_neighbors, declared)) return false
  const { least, most } = seen.admissible(cell, declared)
  return most - least > 2 * meanRounding(cell.n_neighbors, largest)
}

/** Written so that NaN fails. */
function isWithin(predicted: number, { least, most }: ValueRange, { cell, largest }: ValueContext): boolean {
  const slack = meanRounding(cell.n_neighbors, largest)
  return predicted >= least - slack && predicted <= most + slack
}

function wrongValue({ cell, seen }: ValueContext, { least, most }: ValueRange) {
  return { kind: 'wrong-value', row: seen.row, predicted: cell.labels[seen.row], least, most } as const
}
