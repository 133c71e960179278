import type { Matrix } from '../../data/matrix.ts'
import {
  type Arithmetic,
  type DistanceMetric,
  type PairScale,
  SMALLEST_POSITIVE,
  UNIT_ROUNDOFF,
} from './distance-metric.ts'

/**
 * Chebyshev distance D = max|xⱼ − qⱼ|; its value is D itself.
 *
 * ε on D, u the unit roundoff, s∞ = max(|xⱼ| + |qⱼ|) (there is no norm form; a declared one changes nothing):
 * - One subtraction a feature, each off by at most u|xⱼ−qⱼ|; the largest of numbers is exact. So D is off by uD, the
 *   oracle's own by as much, a reported distance may be rounded once more: 3uD ≤ 4uD. (Float64 engines are bit-equal.)
 * - Narrowing moves xⱼ − qⱼ by at most u(|xⱼ|+|qⱼ|), and the largest of numbers by at most the largest move: us∞; the
 *   factor 2 covers products of terms.
 * - Sums and differences do not underflow; narrowing a coordinate does, by half the smallest positive number: one for
 *   both coordinates, 2 with the same factor.
 * - Equal rows differ by exactly 0 in every arithmetic, and D = 0 only for equal rows.
 */
export const chebyshev: DistanceMetric = {
  name: 'chebyshev',
  value: (train, row, query) => largestDifference(train.values, row * train.columns, query),
  values: fillLargestDifferences,
  distance: (value) => value,
  fromDistance: (distance) => distance,
  size: (query) => largestDifference(query, 0, new Float64Array(query.length)),
  scale(train, row, query, value) {
    const start = row * train.columns
    let spread = 0
    for (let j = 0; j < query.length; j++) {
      spread = Math.max(spread, Math.abs(train.values[start + j]) + Math.abs(query[j]))
    }
    return chebyshevScale(value, spread, query.length)
  },
  // ‖x‖∞ ≤ ‖q‖∞ + D, by the triangle inequality.
  scaleAtMost: (value, querySize, n_features) => chebyshevScale(value, 2 * querySize + value, n_features),
  epsilon,
}

function largestDifference(rows: Float64Array, start: number, query: Float64Array): number {
  let largest = 0
  for (let j = 0; j < query.length; j++) {
    const difference = Math.abs(rows[start + j] - query[j])
    if (difference > largest) largest = difference
  }
  return largest
}

function fillLargestDifferences(train: Matrix, query: Float64Array, out: Float64Array): void {
  for (let i = 0; i < train.rows; i++) out[i] = largestDifference(train.values, i * train.columns, query)
}

function chebyshevScale(value: number, spread: number, n_features: number): PairScale {
  return { n_features, value, squaredNorms: 0, spread, identical: value === 0 }
}

function epsilon({ value, spread, identical }: PairScale, { dtype }: Arithmetic): number {
  if (identical) return 0
  const u = UNIT_ROUNDOFF[dtype]
  const narrowing = dtype === 'float32' ? 2 * u * spread + 2 * SMALLEST_POSITIVE.float32 : 0
  return 4 * u * value + narrowing
}
