/**
 * The float32 bound; its proof is docs/float32-bound.md. In words: rows and queries are moved, scaled and rounded
 * to float32, each of which moves a point by little against its norm; the float32 sum of d terms is wrong by
 * little against itself. So a row whose exact float64 value is at most `value` has a float32 sum of at most
 * `limitOf(value)`, and where k rows have float32 sums of at most `sum`, each of the k nearest has one of at most
 * `limitAbove(sum)`, whatever the data. Only rows up to these limits are looked at in float64.
 */
import { Euclidean, Manhattan, Model } from './layout'

/** Unit roundoff of float32 and of float64. */
const U32: f64 = 1.0 / 16777216.0
const U64: f64 = 1.0 / 9007199254740992.0
/** Half of the smallest positive float64 and twice that of float32, for what underflow takes from one term. */
const TINY64: f64 = 5e-324
const TINY32: f64 = 2.8e-45
/** How much of a sum is given away so that no root is needed; any value is right. */
const SPREAD: f64 = 1.0 / 4096.0
/** More than the few float64 operations of a bound can lose. */
const SLACK: f64 = 1.0 + 1.0 / 1099511627776.0

/** The norm in which the triangle inequality is used: of a scaled row, in float64. */
@inline
export function addToNorm<M>(sum: f64, value: f64): f64 {
  if (isFloat<M>()) return sum + value * value
  return sum + Math.abs(value)
}

/** From the sum to the norm. */
@inline
export function normOf<M>(sum: f64): f64 {
  if (isFloat<M>()) return Math.sqrt(sum)
  return sum
}

/** By how much rounding may move the distance of a query of this norm from any training row. */
@inline
export function slackOf(model: Model, norm: f64): f64 {
  // Both points move by at most `relative` times their norm, and by `absolute` where they underflow.
  return (model.relative * (model.largestNorm + norm) + model.absolute) * SLACK
}

/** No row of this float64 value or less has a larger float32 sum. */
export function limitOf<M>(model: Model, slack: f64, value: f64): f32 {
  const d = <f64>model.features
  // The computed float64 value may be below the true one: by (d + 2) roundings, and by underflow of each term.
  const most = value * (1.0 + 2.0 * (d + 2.0) * U64) + d * TINY64
  if (isFloat<M>()) {
    // The true distance, in the scan's coordinates: scaled exactly, then moved by what rounding did to both points.
    const reach = Math.sqrt(most) * model.scale * SLACK + slack
    // d + 2 roundings of the float32 sum, each factor at most 1 + u, and underflow of each term.
    const sum = reach * reach * (1.0 + 1.25 * (d + 2.0) * U32) * SLACK + d * TINY32
    return upward(sum)
  }
  const reach = most * model.scale * SLACK + slack
  return upward(reach * (1.0 + 1.25 * (d + 1.0) * U32) * SLACK)
}

/**
 * What `limitAbove` adds for a query of this slack. Let A be the distance that a float32 sum stands for. A neighbor has
 * at most A·w + b, with w all factors and b all terms below; (A·w + b)² ≤ A²·w²·(1 + e) + b²·(1 + 1/e) for any e > 0.
 */
export function marginOf<M>(model: Model, slack: f64): f64 {
  const d = <f64>model.features
  // Each point was moved twice on the way: a held row to its place, and the neighbor from its own. The last term is
  // what two float64 values may lose to underflow.
  const b = slack * (1.0 + factorOf(model)) + 2.0 * model.scale * normOf<M>(d * TINY64)
  if (isFloat<M>()) return b * b * (1.0 + 1.0 / SPREAD) * (1.0 + 1.25 * (d + 2.0) * U32) * SLACK + 3.0 * d * TINY32
  return b * (1.0 + 1.25 * (d + 1.0) * U32) * SLACK
}

/** No row that may be a neighbor has a larger float32 sum, where k rows have at most this one. */
@inline
export function limitAbove<M>(model: Model, margin: f64, sum: f32): f32 {
  const d = <f64>model.features
  const w = factorOf(model)
  // The held row's sum may be too small and the neighbor's too large by d + 2 roundings each.
  const roundings = 1.0 + 3.0 * (d + 2.0) * U32
  if (isFloat<M>()) return upward(<f64>sum * w * w * (1.0 + SPREAD) * roundings + margin)
  return upward(<f64>sum * w * roundings + margin)
}

/**
 * Rows of at most this float32 sum are among the k nearest for certain, where the k-th of all sums is `kth`: whatever comes
 * before one of them has a sum below `kth`, and so are fewer than k. -1 where none is certain.
 */
export function certainUpTo<M>(model: Model, margin: f64, kth: f32): f32 {
  const slope = (<f64>limitAbove<M>(model, 0, 1) + 4.0 * U32) * SLACK
  const sum = <f32>((<f64>kth - margin) / slope)
  return sum >= 0 && limitAbove<M>(model, margin, sum) < kth ? sum : -1
}

/** What the roundings of two float64 values may do to a distance. */
@inline
function factorOf(model: Model): f64 {
  return 1.0 + 8.0 * (<f64>model.features + 2.0) * U64
}

/** A float32 that is not below: rounding to nearest takes at most half of what is added here. */
@inline
function upward(value: f64): f32 {
  return <f32>(value * (1.0 + 2.0 * U32) + TINY32)
}

/** The bounds alone, for the test that attacks them: of a query of this norm, as `coarseRows` gives it. */
export function limit(modelAt: usize, norm: f64, value: f64): f32 {
  const model = changetype<Model>(modelAt)
  const slack = slackOf(model, norm)
  return model.manhattan ? limitOf<Manhattan>(model, slack, value) : limitOf<Euclidean>(model, slack, value)
}

export function limitFrom(modelAt: usize, norm: f64, sum: f32): f32 {
  const model = changetype<Model>(modelAt)
  const slack = slackOf(model, norm)
  return model.manhattan
    ? limitAbove<Manhattan>(model, marginOf<Manhattan>(model, slack), sum)
    : limitAbove<Euclidean>(model, marginOf<Euclidean>(model, slack), sum)
}
