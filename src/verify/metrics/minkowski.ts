import type { Matrix } from '../../data/matrix.ts'
import {
  type Arithmetic,
  type DistanceMetric,
  type PairScale,
  SMALLEST_POSITIVE,
  UNIT_ROUNDOFF,
} from './distance-metric.ts'

/** A power may be off by this many units in the last place, 2u each, in the mathematical libraries that engines use. */
const POWER_ULPS = 4

/**
 * Minkowski distance D = (Σ|xⱼ − qⱼ|ᵖ)^(1/p), p > 1; its value is V = Dᵖ.
 *
 * ε on V, to first order in u, d features, s = ‖ |x| + |q| ‖ₚ, w = 2·`POWER_ULPS` (there is no norm form; a declared one
 * changes nothing). No operation here is as exact as those of the other metrics, since powers are not correctly rounded:
 * - The sum: subtractions (p times, by the power), powers (wu) and at most d−1 additions give (d+p+w)uV; as much for
 *   the oracle's own: 2(d+p+w)uV.
 * - Checking what an engine reports: the rounded 1/p moves V^(1/p) by u|ln V|/p, the root itself is off by wu, and both
 *   count p times in the power that makes V of it, which adds wu: (|ln V| + pw + w)u V.
 * - Together (2d + 2p + 3w + pw + |ln V|)uV; twice that covers second-order terms. V(1 + |ln V|) grows with V, so the
 *   1 that it needs is part of the factor.
 * - Narrowing moves coordinate j by eⱼ ≤ u(|xⱼ|+|qⱼ|) and half the smallest positive number for each of the two, so by
 *   Minkowski's inequality D by at most ‖e‖ₚ ≤ us + d·smallest: V by at most (D + ‖e‖ₚ)ᵖ − Dᵖ; the factor 2 on ‖e‖ₚ
 *   covers products of terms.
 * - Powers that underflow are off by less than the smallest positive number: d in the engine, d here, 1 in checking.
 * - Equal rows differ by exactly 0 in every arithmetic; unequal ones may have the value 0 as well.
 */
export function minkowski(p: number): DistanceMetric {
  const root = (value: number) => value ** (1 / p)
  return {
    name: `minkowski(${p})`,
    value: (train, row, query) => powerSum(train.values, row * train.columns, query, p),
    values(train, query, out) {
      for (let i = 0; i < train.rows; i++) out[i] = powerSum(train.values, i * train.columns, query, p)
    },
    distance: root,
    fromDistance: (distance) => distance ** p,
    size: (query) => root(powerSum(query, 0, new Float64Array(query.length), p)),
    scale: (train, row, query, value) => exactScale(train, row, query, { value, p }),
    // ‖x‖ ≤ ‖q‖ + D and s ≤ ‖x‖ + ‖q‖, by the triangle inequality.
    scaleAtMost: (value, querySize, n_features) =>
      minkowskiScale(value, 2 * querySize + root(value), n_features, false),
    epsilon: (scale, arithmetic) => epsilon(scale, arithmetic, p),
  }
}

function powerSum(rows: Float64Array, start: number, query: Float64Array, p: number): number {
  let sum = 0
  for (let j = 0; j < query.length; j++) sum += Math.abs(rows[start + j] - query[j]) ** p
  return sum
}

function exactScale(
  train: Matrix,
  row: number,
  query: Float64Array,
  { value, p }: { readonly value: number; readonly p: number },
): PairScale {
  const start = row * train.columns
  let spread = 0
  let identical = value === 0
  for (let j = 0; j < query.length; j++) {
    spread += (Math.abs(train.values[start + j]) + Math.abs(query[j])) ** p
    if (train.values[start + j] !== query[j]) identical = false
  }
  return minkowskiScale(value, spread ** (1 / p), query.length, identical)
}

function minkowskiScale(value: number, spread: number, n_features: number, identical: boolean): PairScale {
  return { n_features, value, squaredNorms: 0, spread, identical }
}

function epsilon(
  { n_features, value, spread, identical }: PairScale,
  { dtype }: Arithmetic,
  p: number,
): number {
  if (identical) return 0
  const u = UNIT_ROUNDOFF[dtype]
  const w = 2 * POWER_ULPS
  const logarithm = value > 0 ? Math.abs(Math.log(value)) : 0
  // The factor first: u times a small value would underflow.
  const rounding = value * (2 * u * (2 * n_features + 2 * p + 3 * w + p * w + 1 + logarithm))
  const underflow = (2 * n_features + 1) * SMALLEST_POSITIVE[dtype]
  if (dtype === 'float64') return rounding + underflow
  const distance = value ** (1 / p)
  const moved = 2 * (u * spread + n_features * SMALLEST_POSITIVE.float32)
  return rounding + underflow + ((distance + moved) ** p - value)
}
