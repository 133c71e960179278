import type { MatrixLike } from '../matrix.ts'
import type { NearestLists } from '../nearest-lists.ts'
import type { PackedRows } from '../packed-rows.ts'

/**
 * One distance, as kernels over many rows, so that no function is called per pair of rows.
 *
 * The *value* of a pair is its distance before the root. Every kernel computes it in the difference form, with
 * one running sum (or maximum, or count) over the features in order, so that all algorithms give the same bits.
 */
export interface DistanceMetric {
  readonly name: string
  /** The true distance of a value between rows of d features. */
  distance(value: number, n_features: number): number
  /** The rows that the kernels compare, where they are not the given ones. */
  comparable?(X: MatrixLike, side: 'train' | 'query'): MatrixLike
  /** The center of a ball around these rows of X, where it is not their mean. */
  fillCenter?(X: MatrixLike, rows: Int32Array, center: Float64Array): void
  /** Values of X beyond this could let a distance of d features overflow. */
  largestMagnitude(n_features: number): number
  /** The value of one pair: rows that begin at `a[aStart]` and `b[bStart]`. */
  value(a: Float64Array, aStart: number, b: Float64Array, bStart: number, n_features: number): number
  /** Offers the rows of blocks `first` … `end - 1` to the open list. */
  scan(rows: PackedRows, first: number, end: number, query: Float64Array, lists: NearestLists): void
  /**
   * Writes for both boxes of a pair a floor: no row in the box has a smaller value. `boxes` holds, from
   * `start`, four numbers per feature: low and high of the first box, low and high of the second.
   */
  boxFloors(boxes: Float64Array, start: number, query: Float64Array, floors: Float64Array): void
  /** Writes the values of both centers of a pair; from `start`, two numbers per feature. */
  centerValues(centers: Float64Array, start: number, query: Float64Array, values: Float64Array): void
  /** A radius that surely reaches a row of this value from the center. */
  radius(value: number, n_features: number): number
  /** A floor for the values of all rows in a ball whose center has this value. */
  ballFloor(centerValue: number, radius: number, n_features: number): number
}
