import type { MatrixLike } from '../matrix.ts'
import { BLOCK_ROWS, type RowRange } from '../packed-rows.ts'
import { selectPosition } from './select-position.ts'

/** A part of the training rows: `order[start]` … `order[end - 1]`. */
export interface PartitionNode extends RowRange {
  /** The two halves are nodes `children` and `children + 1`; 0 for a leaf, as the root is nobody's child. */
  readonly children: number
  /** The smallest training index within, which decides ties. */
  readonly least_index: number
}

/** Training rows halved again and again; node 0 holds them all, siblings lie side by side. */
export interface Partition {
  readonly nodes: readonly PartitionNode[]
  /** Training indices, leaf by leaf. */
  readonly order: Int32Array
}

/**
 * Halves the rows at the median of the feature of largest variance until no part has more than `leaf_size`
 * rows. Variance needed fewer leaf scans than spread on all real data tried.
 */
export function partitionRows(X: MatrixLike, leaf_size: number): Partition {
  const order = Int32Array.from({ length: X.rows }, (_, row) => row)
  const keyed = { keys: new Float64Array(X.rows), rows: order }
  const ranges: RowRange[] = [{ start: 0, end: X.rows }]
  const children: number[] = []
  for (let node = 0; node < ranges.length; node++) {
    const { start, end } = ranges[node]
    if (end - start <= leaf_size) {
      children.push(0)
      continue
    }
    const feature = widestFeature(X, order, ranges[node])
    for (let i = start; i < end; i++) keyed.keys[i] = X.values[order[i] * X.columns + feature]
    const middle = start + halfOf(end - start)
    selectPosition(keyed, start, end, middle)
    children.push(ranges.length)
    ranges.push({ start, end: middle }, { start: middle, end })
  }
  const least = leastIndices(order, ranges, children)
  return {
    order,
    nodes: ranges.map((range, node) => ({ ...range, children: children[node], least_index: least[node] })),
  }
}

/** Half of the rows, in whole blocks where that is possible, so that leaves need no padding. */
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
