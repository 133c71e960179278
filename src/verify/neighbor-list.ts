import type { FirstWrong, NeighborAnswers } from './grade.ts'
import type { Arithmetic, DistanceMetric } from './metrics/distance-metric.ts'
import type { SeenRow } from './seen-row.ts'

/** The neighbors an engine returned for one row, nearest first. */
export interface NeighborList {
  readonly indices: Int32Array
  readonly distances: Float64Array
}

/** The list of one row. */
export function listOfRow({ n_neighbors, indices, distances }: NeighborAnswers, row: number): NeighborList {
  const start = row * n_neighbors
  const end = start + n_neighbors
  return { indices: indices.subarray(start, end), distances: distances.subarray(start, end) }
}

/** What the list is checked against. */
export interface ListContext {
  readonly seen: SeenRow
  readonly arithmetic: Arithmetic
  readonly metric: DistanceMetric
  readonly n_train: number
}

/** What the columns of a neighbor list are worth; every cell looks at its own first k of them. */
export interface CheckedList {
  /** What is wrong with the first k columns, if anything. */
  firstWrong(k: number): FirstWrong | undefined
  /** How many columns from the left report the oracle's own bits for the returned row. */
  readonly sameBits: number
  /** How many columns from the left hold a row of the same value as the oracle's own choice. */
  readonly sameValues: number
  /** How many columns from the left hold the oracle's own choice. */
  readonly sameIndices: number
}

/**
 * Checks the neighbors of one row against the oracle (design §9): distinct valid indices, every distance
 * within ε of the oracle's for that index, in order within ε, and no omitted row nearer than a returned one
 * beyond ε.
 */
export function checkNeighborList(list: NeighborList, context: ListContext): CheckedList {
  const { seen, metric } = context
  const columns = readColumns(list, context)
  const { indices, values } = seen.oracle
  const agreeing = (agrees: (column: number) => boolean) => {
    let column = 0
    while (column < columns.end && agrees(column)) column++
    return column
  }
  return {
    firstWrong: (k) => (k > columns.end ? columns.fault?.(k) : missedNeighbor(k, list, columns, context)),
    sameBits: agreeing((p) => list.distances[p] === metric.distance(seen.value(list.indices[p]))),
    sameValues: agreeing((p) => seen.value(list.indices[p]) === values[p]),
    sameIndices: agreeing((p) => list.indices[p] === indices[p]),
  }
}

type Fault = (n_neighbors: number) => FirstWrong

/** The columns of a list up to its first fault. */
interface ReadColumns {
  /** Columns before this one are valid, in order and at the right distances. */
  readonly end: number
  /** What is wrong at column `end`. */
  readonly fault: Fault | undefined
  /** Training row → column. */
  readonly columnOf: ReadonlyMap<number, number>
  /** Per column, the least value an honest engine may have for it. */
  readonly low: Float64Array
  /** Per column, the column up to there whose `low` is greatest: the worst neighbor so far. */
  readonly worst: Int32Array
}

function readColumns(list: NeighborList, context: ListContext): ReadColumns {
  const length = list.indices.length
  const low = new Float64Array(length)
  const worst = new Int32Array(length)
  const columnOf = new Map<number, number>()
  for (let column = 0; column < length; column++) {
    const index = list.indices[column]
    const fault =
      columnFault(list, column, columnOf, context) ?? orderFault(list, column, { low, worst }, context)
    if (fault) return { end: column, fault, columnOf, low, worst }
    columnOf.set(index, column)
    low[column] = context.seen.range(index, context.arithmetic).low
    worst[column] = column > 0 && low[worst[column - 1]] >= low[column] ? worst[column - 1] : column
  }
  return { end: length, fault: undefined, columnOf, low, worst }
}

/** What makes one column invalid: no such row, one that is in `columnOf` already, or not its distance within ε. */
export function columnFault(
  list: NeighborList,
  column: number,
  columnOf: ReadonlyMap<number, number>,
  context: ListContext,
): Fault | undefined {
  return indexFault(list, column, columnOf, context) ?? distanceFault(list, column, context)
}

function indexFault(
  list: NeighborList,
  column: number,
  columnOf: ReadonlyMap<number, number>,
  { seen, n_train }: ListContext,
): Fault | undefined {
  const returned = list.indices[column]
  const isRow = returned >= 0 && returned < n_train
  if (isRow && !columnOf.has(returned)) return undefined
  const reason = isRow ? 'duplicate' : 'out-of-range'
  return (n_neighbors) => ({
    kind: 'invalid-index',
    row: seen.row,
    position: column,
    n_neighbors,
    returned,
    reason,
  })
}

function distanceFault(list: NeighborList, column: number, context: ListContext): Fault | undefined {
  const { seen, arithmetic, metric } = context
  const returned = list.indices[column]
  const reported = list.distances[column]
  const { value, epsilon } = seen.range(returned, arithmetic)
  // Written so that NaN fails.
  if (reported >= 0 && Math.abs(metric.fromDistance(reported) - value) <= epsilon) return undefined
  const actual = metric.distance(value)
  return (n_neighbors) => ({
    kind: 'wrong-distance',
    row: seen.row,
    position: column,
    n_neighbors,
    returned,
    reported,
    actual,
  })
}

function orderFault(
  list: NeighborList,
  column: number,
  { low, worst }: Pick<ReadColumns, 'low' | 'worst'>,
  context: ListContext,
): Fault | undefined {
  if (column === 0) return undefined
  const before = worst[column - 1]
  const index = list.indices[column]
  if (low[before] <= context.seen.range(index, context.arithmetic).high) return undefined
  return (n_neighbors) => missed(list, before, index, n_neighbors, context)
}

/** The first k columns against the nearest row that is not among them. */
function missedNeighbor(
  k: number,
  list: NeighborList,
  { columnOf, low, worst }: ReadColumns,
  context: ListContext,
): FirstWrong | undefined {
  const { seen, arithmetic } = context
  const { indices } = seen.oracle
  const { high } = seen.bounds(arithmetic)
  const omitted = seen.byHigh(arithmetic).find((i) => (columnOf.get(indices[i]) ?? k) >= k)
  if (omitted === undefined || low[worst[k - 1]] <= high[omitted]) return undefined
  return missed(list, worst[k - 1], indices[omitted], k, context)
}

function missed(
  list: NeighborList,
  position: number,
  nearer: number,
  n_neighbors: number,
  { seen, metric }: ListContext,
): FirstWrong {
  const returned = list.indices[position]
  return {
    kind: 'missed-neighbor',
    row: seen.row,
    position,
    n_neighbors,
    returned,
    returned_distance: metric.distance(seen.value(returned)),
    nearer,
    nearer_distance: metric.distance(seen.value(nearer)),
  }
}
