import type { MatrixLike } from '../matrix.ts'
import type { NearestLists } from '../nearest-lists.ts'
import { BLOCK_ROWS, type PackedRows } from '../packed-rows.ts'
import type { DistanceMetric } from './distance-metric.ts'

/** Features between two looks at the worst value; measured in `euclidean.ts`. */
const STRIDE = 8

/** The counts of one block on their way to the list. */
const counts = new Float64Array(BLOCK_ROWS)

/**
 * The share of features in which x ≠ q; values are the counts, so that every bound is exact. A padding row counts as
 * different everywhere: it may be in a list for a while, but never before a row, whose index is smaller.
 */
export const hamming: DistanceMetric = {
  name: 'hamming',
  distance: (value, n_features) => value / n_features,
  largestMagnitude: () => Number.MAX_VALUE,
  fillCenter: fillCommonest,
  value,
  scan,
  boxFloors,
  centerValues,
  radius: (value) => value,
  // The triangle inequality.
  ballFloor: (centerValue, radius) => Math.max(0, centerValue - radius),
}

function value(a: Float64Array, aStart: number, b: Float64Array, bStart: number, n_features: number): number {
  let count = 0
  for (let f = 0; f < n_features; f++) if (a[aStart + f] !== b[bStart + f]) count++
  return count
}

/** The hot loop: one query × eight rows, as in `euclidean.ts`, written out so that no call decides the term. */
function scan(rows: PackedRows, first: number, end: number, query: Float64Array, lists: NearestLists): void {
  const { values, indices } = rows
  const d = query.length
  let worst = lists.worstValue()
  for (let block = first; block < end; block++) {
    let p = block * d * BLOCK_ROWS
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let s4 = 0
    let s5 = 0
    let s6 = 0
    let s7 = 0
    for (let f = 0; f < d; ) {
      const stop = f + STRIDE < d ? f + STRIDE : d
      for (; f < stop; f++, p += BLOCK_ROWS) {
        const q = query[f]
        s0 += values[p] === q ? 0 : 1
        s1 += values[p + 1] === q ? 0 : 1
        s2 += values[p + 2] === q ? 0 : 1
        s3 += values[p + 3] === q ? 0 : 1
        s4 += values[p + 4] === q ? 0 : 1
        s5 += values[p + 5] === q ? 0 : 1
        s6 += values[p + 6] === q ? 0 : 1
        s7 += values[p + 7] === q ? 0 : 1
      }
      // A count never falls when a feature is added, so these rows are out whatever follows.
      if (
        s0 > worst &&
        s1 > worst &&
        s2 > worst &&
        s3 > worst &&
        s4 > worst &&
        s5 > worst &&
        s6 > worst &&
        s7 > worst
      )
        break
    }
    // Rarely taken, and out of line, so that the running sums stay in registers.
    if (
      s0 <= worst ||
      s1 <= worst ||
      s2 <= worst ||
      s3 <= worst ||
      s4 <= worst ||
      s5 <= worst ||
      s6 <= worst ||
      s7 <= worst
    ) {
      counts[0] = s0
      counts[1] = s1
      counts[2] = s2
      counts[3] = s3
      counts[4] = s4
      counts[5] = s5
      counts[6] = s6
      counts[7] = s7
      worst = lists.offerBlock(counts, indices, block * BLOCK_ROWS)
    }
  }
}

/** Every row of a box differs from a query beyond its sides. */
function boxFloors(boxes: Float64Array, start: number, query: Float64Array, floors: Float64Array): void {
  let count0 = 0
  let count1 = 0
  for (let f = 0, p = start; f < query.length; f++, p += 4) {
    const q = query[f]
    if (q < boxes[p] || q > boxes[p + 1]) count0++
    if (q < boxes[p + 2] || q > boxes[p + 3]) count1++
  }
  floors[0] = count0
  floors[1] = count1
}

function centerValues(centers: Float64Array, start: number, query: Float64Array, values: Float64Array): void {
  let count0 = 0
  let count1 = 0
  for (let f = 0, p = start; f < query.length; f++, p += 2) {
    if (centers[p] !== query[f]) count0++
    if (centers[p + 1] !== query[f]) count1++
  }
  values[0] = count0
  values[1] = count1
}

/** The commonest value of each feature, which is nearer to all rows together than any other; a mean is near to none. */
function fillCommonest(X: MatrixLike, rows: Int32Array, center: Float64Array): void {
  for (let f = 0; f < X.columns; f++) {
    const found = new Map<number, number>()
    let most = 0
    for (const row of rows) {
      const one = X.values[row * X.columns + f]
      const count = (found.get(one) ?? 0) + 1
      found.set(one, count)
      if (count <= most) continue
      most = count
      center[f] = one
    }
  }
}
