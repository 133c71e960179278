import type { Matrix } from '../../data/matrix.ts'
import {
  type Arithmetic,
  type DistanceMetric,
  type PairScale,
  SMALLEST_POSITIVE,
  UNIT_ROUNDOFF,
} from './distance-metric.ts'

/**
 * Euclidean distance D = ‖x − q‖₂; its value is D².
 *
 * ε on D², to first order in u (Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., §3.1), d
 * features, N = ‖x‖² + ‖q‖², s = ‖ |x| + |q| ‖₂. "Checking" is: root and re-squaring of what the engine
 * reports (2uD²), the rounding of our own square (≤ uD²) and the oracle's own error (≤ (d+2)uD²).
 *
 * - Difference form: subtraction (doubled by the square), square and at most d−1 additions in any order give
 *   (d+2)uD². With checking 2d+7 ≤ 4(d+2).
 * - Norm form: two norms and twice the dot product give 2duN (since 2Σ|xⱼqⱼ| ≤ N), joining them uN + uD².
 *   With checking (2d+1)uN + (d+6)uD² ≤ 4(d+2)uN + 4uD², as D² ≤ 2N. The design has the first term only,
 *   which covers the order of values, but not the rounded root of a pair with x ≈ −q; hence the second.
 * - Narrowing moves coordinate j by eⱼ ≤ u(|xⱼ|+|qⱼ|), so D² by at most 2D‖e‖ + ‖e‖² ≤ 2uDs + u²s²; the
 *   factors 4 also cover halved spacing below the normal range and the products with the other terms.
 * - Underflow: only products underflow (sums and differences are then exact), each by half the smallest
 *   positive number; the norm form has d + d products and d that count twice: 2d smallest positive numbers
 *   cover both forms.
 */
export const euclidean: DistanceMetric = {
  name: 'euclidean',
  value: (train, row, query) => squaredDistance(train.values, row * train.columns, query),
  values: fillSquaredDistances,
  distance: Math.sqrt,
  fromDistance: (distance) => distance * distance,
  size: (query) => Math.sqrt(squaredDistance(query, 0, new Float64Array(query.length))),
  scale: exactScale,
  // ‖x‖ ≤ ‖q‖ + D and s ≤ ‖x‖ + ‖q‖, by the triangle inequality.
  scaleAtMost(value, querySize, n_features) {
    const rowSize = querySize + Math.sqrt(value)
    const squaredNorms = rowSize * rowSize + querySize * querySize
    return { n_features, value, squaredNorms, spread: rowSize + querySize, identical: false }
  },
  epsilon,
}

function squaredDistance(rows: Float64Array, start: number, query: Float64Array): number {
  let sum = 0
  for (let j = 0; j < query.length; j++) {
    const difference = rows[start + j] - query[j]
    sum += difference * difference
  }
  return sum
}

function fillSquaredDistances(train: Matrix, query: Float64Array, out: Float64Array): void {
  for (let i = 0; i < train.rows; i++) out[i] = squaredDistance(train.values, i * train.columns, query)
}

function exactScale(train: Matrix, row: number, query: Float64Array, value: number): PairScale {
  const start = row * train.columns
  let squaredNorms = 0
  let squaredSpread = 0
  let identical = value === 0
  for (let j = 0; j < query.length; j++) {
    const x = train.values[start + j]
    const q = query[j]
    squaredNorms += x * x + q * q
    squaredSpread += (Math.abs(x) + Math.abs(q)) ** 2
    if (x !== q) identical = false
  }
  return { n_features: query.length, value, squaredNorms, spread: Math.sqrt(squaredSpread), identical }
}

function epsilon(scale: PairScale, { dtype, form }: Arithmetic): number {
  const { n_features, value, squaredNorms, spread } = scale
  if (form === 'difference' && scale.identical) return 0
  const u = UNIT_ROUNDOFF[dtype]
  const steps = 4 * (n_features + 2) * u
  const rounding = form === 'norm' ? steps * squaredNorms + 4 * u * value : steps * value
  const moved = u * spread
  const narrowing = dtype === 'float32' ? 4 * moved * Math.sqrt(value) + 4 * moved * moved : 0
  return rounding + narrowing + 2 * n_features * SMALLEST_POSITIVE[dtype]
}
