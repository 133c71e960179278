import type { Matrix } from '../../data/matrix.ts'
import { type Arithmetic, type DistanceMetric, type PairScale, UNIT_ROUNDOFF } from './distance-metric.ts'

/** scikit-learn does not divide by norms below 10 machine epsilons, so that such rows are as good as zero. */
const LEAST_NORM = 10 * 2 ** -52

/**
 * Cosine distance D = 1 − x·q / (‖x‖‖q‖), from 0 to 2; its value is D itself. A row whose norm is below `LEAST_NORM`,
 * a zero row above all, has distance 1 to every row, another such row included, as in scikit-learn. Rows are divided by
 * their largest coordinate first, which changes no angle and lets no square overflow or underflow.
 *
 * ε on D is absolute: cosines near 1 cancel against the 1. d features, u the unit roundoff, to first order:
 * - The oracle: scaled coordinates (u each) make the dot product off by (d+2)u and each norm by (d/2+2)u, product,
 *   quotient and difference add 4u: (2d+10)u.
 * - An engine that divides rows by their norms (η = (d/2+4)u a coordinate) and takes 1 − x̂·q̂: 2η + du + 2u = (2d+10)u;
 *   that takes ½‖x̂ − q̂‖² instead: 4η + (d+2)u·D ≤ (4d+20)u; that takes the norm form of it: (4d+24)u, each with the
 *   rounding of what it reports, 2u.
 * - Narrowing moves each coordinate by its uth part, and so the cosine by 2u for each row: 4u.
 * - A row just below `LEAST_NORM` that an engine multiplies without dividing: a cosine of at most 20u.
 * Together (6d+40)u ≤ 8(d+8)u in every arithmetic. Equal rows need not come out as 0.
 */
export const cosine: DistanceMetric = {
  name: 'cosine',
  value: (train, row, query) => cosineDistance(scaledRows(train), row, scaledRow(query)),
  values(train, query, out) {
    const rows = scaledRows(train)
    const q = scaledRow(query)
    for (let i = 0; i < train.rows; i++) out[i] = cosineDistance(rows, i, q)
  },
  distance: (value) => value,
  fromDistance: (distance) => distance,
  size: () => 0,
  scale: (_train, _row, query, value) => cosineScale(value, query.length),
  scaleAtMost: (value, _querySize, n_features) => cosineScale(value, n_features),
  epsilon: ({ n_features }: PairScale, { dtype }: Arithmetic) => 8 * (n_features + 8) * UNIT_ROUNDOFF[dtype],
}

/** Rows divided by their largest magnitude, in one piece, and their norms then; 0 where a row counts as zero. */
interface ScaledRows {
  readonly values: Float64Array
  readonly norms: Float64Array
}

/** Scaled once for all queries; a matrix here never changes. */
const scaledMatrices = new WeakMap<Matrix, ScaledRows>()

function scaledRows(X: Matrix): ScaledRows {
  const known = scaledMatrices.get(X)
  if (known !== undefined) return known
  const { rows, columns } = X
  const scaled = { values: new Float64Array(rows * columns), norms: new Float64Array(rows) }
  for (let i = 0; i < rows; i++) {
    const { values, norm } = scaledRow(X.values.subarray(i * columns, (i + 1) * columns))
    scaled.values.set(values, i * columns)
    scaled.norms[i] = norm
  }
  scaledMatrices.set(X, scaled)
  return scaled
}

interface ScaledRow {
  readonly values: Float64Array
  readonly norm: number
}

function scaledRow(row: Float64Array): ScaledRow {
  let largest = 0
  for (let j = 0; j < row.length; j++) largest = Math.max(largest, Math.abs(row[j]))
  if (largest === 0) return { values: row, norm: 0 }
  const values = row.map((value) => value / largest)
  const norm = Math.sqrt(dotProduct(values, 0, values))
  return { values, norm: norm * largest >= LEAST_NORM ? norm : 0 }
}

function cosineDistance({ values, norms }: ScaledRows, row: number, q: ScaledRow): number {
  if (norms[row] === 0 || q.norm === 0) return 1
  return Math.max(0, 1 - dotProduct(values, row * q.values.length, q.values) / (norms[row] * q.norm))
}

/** Of the row that begins at `start`, and the query. */
function dotProduct(rows: Float64Array, start: number, query: Float64Array): number {
  let sum = 0
  for (let j = 0; j < query.length; j++) sum += rows[start + j] * query[j]
  return sum
}

function cosineScale(value: number, n_features: number): PairScale {
  return { n_features, value, squaredNorms: 0, spread: 0, identical: false }
}
