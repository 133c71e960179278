import type { Matrix } from '../../data/matrix.ts'
import { type Arithmetic, type DistanceMetric, type PairScale, UNIT_ROUNDOFF } from './distance-metric.ts'

/**
 * Hamming distance D = (number of j with xⱼ ≠ qⱼ) / d, the share of differing coordinates, as in scikit-learn and
 * SciPy; its value is D itself. Equal counts give equal bits, so ties, which are frequent, are exact.
 *
 * ε on D, d features (there is no norm form; a declared one changes nothing):
 * - Counting is exact; the division rounds once, here and in the engine, and a reported distance may be rounded once
 *   more: 3uD ≤ 4uD. Two counts differ by 1/d at least, which is more than 2ε for any d below 2²⁰, so that rounding
 *   never lets one count pass for another.
 * - Narrowing has no allowance: numbers that become equal in float32 are no small change of the distance but another
 *   answer. Engines of float32 must compare what they were given.
 */
export const hamming: DistanceMetric = {
  name: 'hamming',
  value: (train, row, query) => differingShare(train.values, row * train.columns, query),
  values: fillDifferingShares,
  distance: (value) => value,
  fromDistance: (distance) => distance,
  size: () => 0,
  scale: (_train, _row, query, value) => hammingScale(value, query.length),
  scaleAtMost: (value, _querySize, n_features) => hammingScale(value, n_features),
  epsilon: ({ value }: PairScale, { dtype }: Arithmetic) => 4 * UNIT_ROUNDOFF[dtype] * value,
}

function differingShare(rows: Float64Array, start: number, query: Float64Array): number {
  let differing = 0
  for (let j = 0; j < query.length; j++) if (rows[start + j] !== query[j]) differing++
  return differing / query.length
}

function fillDifferingShares(train: Matrix, query: Float64Array, out: Float64Array): void {
  for (let i = 0; i < train.rows; i++) out[i] = differingShare(train.values, i * train.columns, query)
}

function hammingScale(value: number, n_features: number): PairScale {
  return { n_features, value, squaredNorms: 0, spread: 0, identical: value === 0 }
}
