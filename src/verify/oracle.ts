import type { Matrix } from '../data/matrix.ts'
import type { GradedRows } from './grade.ts'
import { kthSmallest } from './kth-smallest.ts'
import { ARITHMETICS, type Arithmetic, type DistanceMetric } from './metrics/distance-metric.ts'
import { distanceMetric } from './metrics/index.ts'

/** The candidates of one query row: every training row that any engine graded with them may return. */
export interface OracleRow {
  /** Training rows, sorted by (value, index): all whose value is at most `reach`. */
  readonly indices: Int32Array
  readonly values: Float64Array
  /** Infinity when every training row is in the list. */
  readonly reach: number
}

/**
 * The candidates of all scored rows in one piece, for a cache: row r has the elements `offsets[r]` to
 * `offsets[r + 1] - 1`. A row above the cap has none and is computed again when it is read; whether a stored
 * row goes far enough for the engines at hand is checked by its reach, so that a cache made for other engines
 * costs time, never a grade.
 */
export interface OracleRows {
  readonly n_neighbors: number
  readonly offsets: Uint32Array
  readonly reach: Float64Array
  readonly indices: Int32Array
  readonly values: Float64Array
}

export interface OracleOptions {
  /** The largest k that is graded. */
  readonly n_neighbors: number
  /** What the engines declare; all by default, so that one cache serves every engine. */
  readonly arithmetics?: readonly Arithmetic[]
  /** The cached rows, where there are any. */
  readonly cached?: OracleRows | undefined
}

/**
 * Reads the candidates of one scored row after the other, in O(n_train) memory: the k nearest and, in whole
 * groups, everything within ε of a tie with them. What it returns is overwritten by nothing and may be kept.
 */
export function oracleReader(source: GradedRows, options: OracleOptions): (row: number) => OracleRow {
  const { X_train, X_score } = source
  const metric = distanceMetric(source.metric)
  const arithmetics = options.arithmetics ?? ARITHMETICS
  const compute = rowComputer(X_train, metric, options.n_neighbors, arithmetics)
  const { cached } = options
  return (row) => {
    const query = matrixRow(X_score, row)
    const stored = cached && storedRow(cached, row)
    const next =
      stored && stored.values.length > options.n_neighbors ? stored.values[options.n_neighbors] : Number.NaN
    const needed = Number.isNaN(next) ? Number.POSITIVE_INFINITY : tieReach(metric, query, next, arithmetics)
    return stored && stored.reach >= needed ? stored : compute(query)
  }
}

/**
 * The oracle of a whole case. Rows of more than `row_cap` candidates are left out; `OracleRows` says why that
 * is safe.
 */
export function buildOracle(
  source: GradedRows,
  options: OracleOptions & { readonly row_cap?: number },
): OracleRows {
  const rows = source.X_score.rows
  const cap = options.row_cap ?? 4 * options.n_neighbors + 64
  const read = oracleReader(source, options)
  const kept: OracleRow[] = []
  const offsets = new Uint32Array(rows + 1)
  const reach = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY)
  for (let row = 0; row < rows; row++) {
    const computed = read(row)
    const fits = computed.indices.length <= cap
    if (fits) kept.push(computed)
    if (fits) reach[row] = computed.reach
    offsets[row + 1] = offsets[row] + (fits ? computed.indices.length : 0)
  }
  return { n_neighbors: options.n_neighbors, offsets, reach, ...joined(kept, offsets[rows]) }
}

/** Row `row` of a matrix as a view. */
export function matrixRow(X: Matrix, row: number): Float64Array {
  return X.values.subarray(row * X.columns, (row + 1) * X.columns)
}

function rowComputer(
  X_train: Matrix,
  metric: DistanceMetric,
  n_neighbors: number,
  arithmetics: readonly Arithmetic[],
): (query: Float64Array) => OracleRow {
  const values = new Float64Array(X_train.rows)
  const heap = new Float64Array(n_neighbors + 1)
  return (query) => {
    metric.values(X_train, query, values)
    if (n_neighbors >= values.length) return sortedUpTo(values, Number.POSITIVE_INFINITY)
    const next = kthSmallest(values, n_neighbors + 1, heap)
    return sortedUpTo(values, tieReach(metric, query, next, arithmetics))
  }
}

/**
 * The value beyond which no training row can tie with the k nearest, given the value of the (k+1)-th nearest
 * row.
 *
 * Whatever an engine computes, k + 1 rows stay below T = next + ε(next), so a row can only get among the k
 * nearest if its value − ε(value) ≤ T. ε is taken at the largest sizes that a pair of this value can have, so
 * it grows with the value alone, and the limit is the fixed point value = T + ε(value).
 */
function tieReach(
  metric: DistanceMetric,
  query: Float64Array,
  next: number,
  arithmetics: readonly Arithmetic[],
): number {
  const querySize = metric.size(query)
  const widest = (value: number): number => {
    const scale = metric.scaleAtMost(value, querySize, query.length)
    return Math.max(...arithmetics.map((arithmetic) => metric.epsilon(scale, arithmetic)))
  }
  const limit = next + widest(next)
  let reach = limit
  for (let pass = 0; pass < 60; pass++) {
    // ε of a value of zero may be zero, that of the least value beyond it is not.
    const further = limit + widest(Math.max(reach, Number.MIN_VALUE))
    if (further <= reach) return reach
    // The margin outweighs the rounding of this very sum and ends the iteration early.
    reach = further * (1 + 1e-9)
  }
  return Number.POSITIVE_INFINITY
}

function sortedUpTo(values: Float64Array, reach: number): OracleRow {
  const found: number[] = []
  for (let i = 0; i < values.length; i++) if (values[i] <= reach) found.push(i)
  const indices = Int32Array.from(found.sort((a, b) => values[a] - values[b] || a - b))
  return { indices, values: Float64Array.from(indices, (i) => values[i]), reach }
}

function storedRow(rows: OracleRows, row: number): OracleRow | undefined {
  const start = rows.offsets[row]
  const end = rows.offsets[row + 1]
  if (start === end) return undefined
  return {
    indices: rows.indices.subarray(start, end),
    values: rows.values.subarray(start, end),
    reach: rows.reach[row],
  }
}

function joined(rows: readonly OracleRow[], total: number): Pick<OracleRows, 'indices' | 'values'> {
  const indices = new Int32Array(total)
  const values = new Float64Array(total)
  let end = 0
  for (const row of rows) {
    indices.set(row.indices, end)
    values.set(row.values, end)
    end += row.indices.length
  }
  return { indices, values }
}
