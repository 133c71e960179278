import type { MatrixLike } from '../matrix.ts'
import { BLOCK_ROWS, type RowRange } from '../packed-rows.ts'
import { type KeyedRows, selectPosition } from './select-position.ts'

/**
 * Uneven cuts end at this depth: with hundreds of rare one-hot features, taking off one level after another
 * would let fitting cost n·d² instead of n·d·log n. (Real loan data needs 18.)
 */
const DEEPEST_UNEVEN = 64

/** A part of the training rows: `order[start]` … `order[end - 1]`. */
interface PartitionNode extends RowRange {
  /** The two parts are nodes `children` and `children + 1`; 0 for a leaf, as the root is nobody's child. */
  readonly children: number
  /** The smallest training index within, which decides ties. */
  readonly least_index: number
}

/** Training rows split again and again; node 0 holds them all, siblings lie side by side. */
export interface Partition {
  /** Splits on the longest way from the root to a leaf. */
  readonly depth: number
  readonly nodes: readonly PartitionNode[]
  /** Training indices, leaf by leaf. */
  readonly order: Int32Array
}

/**
 * Splits the rows near the median of the feature of largest variance until no part has more than `leaf_size`
 * rows. Variance needed fewer leaf scans than spread on all real data tried.
 */
export function partitionRows(X: MatrixLike, leaf_size: number): Partition {
  const order = Int32Array.from({ length: X.rows }, (_, row) => row)
  const keyed = { keys: new Float64Array(X.rows), rows: order }
  const ranges: RowRange[] = [{ start: 0, end: X.rows }]
  const depths = [0]
  const children: number[] = []
  for (let node = 0; node < ranges.length; node++) {
    const { start, end } = ranges[node]
    children.push(end - start > leaf_size ? ranges.length : 0)
    if (end - start <= leaf_size) continue
    const feature = widestFeature(X, order, ranges[node])
    for (let i = start; i < end; i++) keyed.keys[i] = X.values[order[i] * X.columns + feature]
    const middle = start + halfOf(end - start)
    selectPosition(keyed, start, end, middle)
    const cut = depths[node] < DEEPEST_UNEVEN ? cutBetweenKeys(keyed, start, end, middle) : middle
    ranges.push({ start, end: cut }, { start: cut, end })
    depths.push(depths[node] + 1, depths[node] + 1)
  }
  const least = leastIndices(order, ranges, children)
  return {
    depth: depths[depths.length - 1],
    order,
    nodes: ranges.map((range, node) => ({ ...range, children: children[node], least_index: least[node] })),
  }
}

/**
 * Moves a median cut to where the key changes, if it does anywhere, however uneven the parts become; the rows are
 * in order at the cut returned. Otherwise both parts of a one-hot or rounded feature would still hold all of its
 * values, and their boxes exclude nothing: on real loan data (36,000 × 22, k = 5) 34 % of the pairs were scanned,
 * 1.3 % with this.
 */
function cutBetweenKeys(keyed: KeyedRows, start: number, end: number, middle: number): number {
  const { keys } = keyed
  const key = keys[middle]
  const low = middle - countEqual(keys, start, middle, key)
  if (low === middle) return middle
  const high = middle + countEqual(keys, middle, end, key)
  if (low === start && high === end) return middle
  const atLow = high === end || (low > start && middle - low <= high - middle)
  const cut = atLow ? low : high
  selectPosition(keyed, start, end, cut)
  return cut
}

function countEqual(keys: Float64Array, start: number, end: number, key: number): number {
  let count = 0
  for (let i = start; i < end; i++) if (keys[i] === key) count++
  return count
}

/** Half of the rows, in whole blocks where that is possible, so that leaves need little padding. */
function halfOf(size: number): number {
  const half = size >> 1
  return half - (half % BLOCK_ROWS) || half
}

/** Only a heuristic: overflow or rounding here costs speed, never a neighbor. */
function widestFeature(X: MatrixLike, order: Int32Array, { start, end }: RowRange): number {
  const sums = new Float64Array(X.columns)
  const squares = new Float64Array(X.columns)
  const origin = order[start] * X.columns
  for (let i = start; i < end; i++) {
    const row = order[i] * X.columns
    for (let f = 0; f < X.columns; f++) {
      // Relative to a row of the part, which keeps the difference of the two sums meaningful.
      const t = X.values[row + f] - X.values[origin + f]
      sums[f] += t
      squares[f] += t * t
    }
  }
  let widest = 0
  let largest = Number.NEGATIVE_INFINITY
  for (let f = 0; f < X.columns; f++) {
    const spread = squares[f] - (sums[f] / (end - start)) * sums[f]
    if (spread > largest) {
      largest = spread
      widest = f
    }
  }
  return widest
}

/** Children come after their parent, so that going backwards meets them first. */
function leastIndices(
  order: Int32Array,
  ranges: readonly RowRange[],
  children: readonly number[],
): Int32Array {
  const least = new Int32Array(ranges.length)
  for (let node = ranges.length - 1; node >= 0; node--) {
    const { start, end } = ranges[node]
    const child = children[node]
    least[node] =
      child > 0
        ? Math.min(least[child], least[child + 1])
        : order.subarray(start, end).reduce((a, b) => Math.min(a, b))
  }
  return least
}
