import type { Matrix } from '../../data/matrix.ts'
import type { DeclaredForm } from '../grade.ts'

/** The part of an engine's declaration that decides how far its values may be off. */
export type Arithmetic = Pick<DeclaredForm, 'dtype' | 'form'>

/** Every arithmetic an engine can declare. */
export const ARITHMETICS: readonly Arithmetic[] = [
  { dtype: 'float64', form: 'difference' },
  { dtype: 'float64', form: 'norm' },
  { dtype: 'float32', form: 'difference' },
  { dtype: 'float32', form: 'norm' },
]

/** u: one correctly rounded operation returns its exact result times 1 + δ, |δ| ≤ u. */
export const UNIT_ROUNDOFF = { float64: 2 ** -53, float32: 2 ** -24 } as const

/** The smallest positive (subnormal) number: an operation that underflows is off by at most half of it. */
export const SMALLEST_POSITIVE = { float64: 2 ** -1074, float32: 2 ** -149 } as const

/** The sizes of one (training row x, query q) pair that ε depends on. */
export interface PairScale {
  readonly n_features: number
  /** The oracle's value of the pair. */
  readonly value: number
  /** ‖x‖² + ‖q‖² */
  readonly squaredNorms: number
  /** The norm of |x| + |q|: how far narrowing each coordinate can move the pair, in units of u. */
  readonly spread: number
  /** Whether x equals q in every coordinate; the difference form then gives exactly 0. */
  readonly identical: boolean
}

/**
 * The oracle's own distance: float64, difference form, features in order, one accumulator, the root last.
 *
 * The *value* is the distance before the root. Values decide order and ties; two of them can share one root.
 */
export interface DistanceMetric {
  readonly name: string
  /** The value between training row `row` and the query. */
  value(train: Matrix, row: number, query: Float64Array): number
  /** Fills `out[i]` with the value of training row i, for all rows; `out` has `train.rows` elements. */
  values(train: Matrix, query: Float64Array, out: Float64Array): void
  /** value → distance */
  distance(value: number): number
  /** distance → value */
  fromDistance(distance: number): number
  /** The norm of the query that `scaleAtMost` needs. */
  size(query: Float64Array): number
  /** The exact sizes of one pair. */
  scale(train: Matrix, row: number, query: Float64Array, value: number): PairScale
  /** Sizes no pair of this value with a query of this size exceeds, whatever the training row. */
  scaleAtMost(value: number, querySize: number, n_features: number): PairScale
  /**
   * ε: an honest engine of this arithmetic has a value within ε of the oracle's value.
   * Increases with every field of `PairScale`.
   */
  epsilon(scale: PairScale, arithmetic: Arithmetic): number
}
