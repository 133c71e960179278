import type { MatrixLike } from '../matrix.ts'
import type { DistanceMetric } from './distance-metric.ts'
import { euclidean } from './euclidean.ts'

/** scikit-learn does not divide by norms below 10 machine epsilons, so that such rows are as good as zero. */
const LEAST_NORM = 10 * Number.EPSILON

/**
 * 1 − x·q / (‖x‖‖q‖), as half the squared Euclidean distance of unit rows: equal rows come out as exactly 0, and all that
 * bounds Euclidean distances bounds these. The value is that squared distance.
 */
export const cosine: DistanceMetric = {
  ...euclidean,
  name: 'cosine',
  distance: (value) => value / 2,
  largestMagnitude: () => Number.MAX_VALUE,
  comparable: unitRows,
}

/**
 * Rows of length 1, with two features more. A zero row has no direction, and scikit-learn gives it the distance 1 to
 * every row, another zero row included: it becomes a direction of its own, one among training rows and another one
 * among queries.
 */
function unitRows(X: MatrixLike, side: 'train' | 'query'): MatrixLike {
  const columns = X.columns + 2
  const unit = { rows: X.rows, columns, values: new Float64Array(X.rows * columns) }
  const own = X.columns + (side === 'train' ? 0 : 1)
  for (let i = 0; i < X.rows; i++) {
    const row = X.values.subarray(i * X.columns, (i + 1) * X.columns)
    if (!writeUnitRow(row, unit.values, i * columns)) unit.values[i * columns + own] = 1
  }
  return unit
}

/** Writes nothing and returns false for a row that counts as zero. Divided by the largest first, so no square overflows. */
function writeUnitRow(row: Float64Array, values: Float64Array, start: number): boolean {
  let largest = 0
  for (let f = 0; f < row.length; f++) largest = Math.max(largest, Math.abs(row[f]))
  if (largest === 0) return false
  let squares = 0
  for (let f = 0; f < row.length; f++) squares += (row[f] / largest) ** 2
  const norm = Math.sqrt(squares)
  if (norm * largest < LEAST_NORM) return false
  for (let f = 0; f < row.length; f++) values[start + f] = row[f] / largest / norm
  return true
}
