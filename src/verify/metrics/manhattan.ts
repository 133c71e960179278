import type { Matrix } from '../../data/matrix.ts'
import {
  type Arithmetic,
  type DistanceMetric,
  type PairScale,
  SMALLEST_POSITIVE,
  UNIT_ROUNDOFF,
} from './distance-metric.ts'

/**
 * Manhattan distance D = Σ|xⱼ − qⱼ|; there is no root, so its value is D itself.
 *
 * ε on D, to first order in u, d features, s₁ = ‖x‖₁ + ‖q‖₁ (there is no norm form; a declared one changes
 * nothing):
 * - d subtractions and at most d−1 additions in any order give duD; twice that, for the oracle's own error,
 *   is below 4(d+2)uD, which also covers a reported distance that is rounded once more.
 * - Narrowing moves coordinate j by at most u(|xⱼ|+|qⱼ|), so D by at most us₁; the factor 2 covers products
 *   of terms.
 * - Sums and differences do not underflow; narrowing a coordinate does, by half the smallest positive number:
 *   2d smallest positive numbers cover the 2d coordinates.
 * - Equal rows differ by exactly 0 in every arithmetic, and D = 0 only for equal rows.
 */
export const manhattan: DistanceMetric = {
  name: 'manhattan',
  value: (train, row, query) => absoluteDistance(train.values, row * train.columns, query),
  values: fillAbsoluteDistances,
  distance: (value) => value,
  fromDistance: (distance) => distance,
  size: oneNorm,
  scale(train, row, query, value) {
    const x = train.values.subarray(row * train.columns, (row + 1) * train.columns)
    return manhattanScale(value, oneNorm(x) + oneNorm(query), query.length)
  },
  // ‖x‖₁ ≤ ‖q‖₁ + D, by the triangle inequality.
  scaleAtMost: (value, querySize, n_features) => manhattanScale(value, 2 * querySize + value, n_features),
  epsilon,
}

function absoluteDistance(rows: Float64Array, start: number, query: Float64Array): number {
  let sum = 0
  for (let j = 0; j < query.length; j++) sum += Math.abs(rows[start + j] - query[j])
  return sum
}

function fillAbsoluteDistances(train: Matrix, query: Float64Array, out: Float64Array): void {
  for (let i = 0; i < train.rows; i++) out[i] = absoluteDistance(train.values, i * train.columns, query)
}

function oneNorm(row: Float64Array): number {
  return absoluteDistance(row, 0, new Float64Array(row.length))
}

function manhattanScale(value: number, spread: number, n_features: number): PairScale {
  return { n_features, value, squaredNorms: 0, spread, identical: value === 0 }
}

function epsilon({ n_features, value, spread, identical }: PairScale, { dtype }: Arithmetic): number {
  if (identical) return 0
  const u = UNIT_ROUNDOFF[dtype]
  const narrowing = dtype === 'float32' ? 2 * u * spread : 0
  return 4 * (n_features + 2) * u * value + narrowing + 2 * n_features * SMALLEST_POSITIVE[dtype]
}
