import type { NearestLists } from '../nearest-lists.ts'
import { BLOCK_ROWS, type PackedRows } from '../packed-rows.ts'
import { rounding, underflow } from './ball-slack.ts'
import type { DistanceMetric } from './distance-metric.ts'

/** Features between two looks at the worst value; measured in `euclidean.ts`. */
const STRIDE = 8

/** The values of one block on their way to the list. */
const largest = new Float64Array(BLOCK_ROWS)

/** max|x − q|; there is no root, so a value is the distance itself. */
export const chebyshev: DistanceMetric = {
  name: 'chebyshev',
  distance: (value) => value,
  // A difference of at most 2M stays below half of the largest number.
  largestMagnitude: () => Number.MAX_VALUE / 4,
  value,
  scan,
  boxFloors,
  centerValues,
  radius: (value, n_features) => value * (1 + rounding(n_features)) + underflow(n_features),
  ballFloor,
}

function value(a: Float64Array, aStart: number, b: Float64Array, bStart: number, n_features: number): number {
  let most = 0
  for (let f = 0; f < n_features; f++) most = Math.max(most, Math.abs(a[aStart + f] - b[bStart + f]))
  return most
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
        const t0 = values[p] - q
        const t1 = values[p + 1] - q
        const t2 = values[p + 2] - q
        const t3 = values[p + 3] - q
        const t4 = values[p + 4] - q
        const t5 = values[p + 5] - q
        const t6 = values[p + 6] - q
        const t7 = values[p + 7] - q
        s0 = Math.max(s0, Math.abs(t0))
        s1 = Math.max(s1, Math.abs(t1))
        s2 = Math.max(s2, Math.abs(t2))
        s3 = Math.max(s3, Math.abs(t3))
        s4 = Math.max(s4, Math.abs(t4))
        s5 = Math.max(s5, Math.abs(t5))
        s6 = Math.max(s6, Math.abs(t6))
        s7 = Math.max(s7, Math.abs(t7))
      }
      // A largest difference never falls when a feature is added, so these rows are out whatever follows.
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
      largest[0] = s0
      largest[1] = s1
      largest[2] = s2
      largest[3] = s3
      largest[4] = s4
      largest[5] = s5
      largest[6] = s6
      largest[7] = s7
      worst = lists.offerBlock(largest, indices, block * BLOCK_ROWS)
    }
  }
}

/** Exact against rounding, without a margin: differences are rounded as in `scan`, and a maximum is exact. */
function boxFloors(boxes: Float64Array, start: number, query: Float64Array, floors: Float64Array): void {
  let most0 = 0
  let most1 = 0
  for (let f = 0, p = start; f < query.length; f++, p += 4) {
    const q = query[f]
    most0 = Math.max(most0, boxes[p] - q, q - boxes[p + 1])
    most1 = Math.max(most1, boxes[p + 2] - q, q - boxes[p + 3])
  }
  floors[0] = most0
  floors[1] = most1
}

function centerValues(centers: Float64Array, start: number, query: Float64Array, values: Float64Array): void {
  let most0 = 0
  let most1 = 0
  for (let f = 0, p = start; f < query.length; f++, p += 2) {
    most0 = Math.max(most0, Math.abs(centers[p] - query[f]))
    most1 = Math.max(most1, Math.abs(centers[p + 1] - query[f]))
  }
  values[0] = most0
  values[1] = most1
}

/** The triangle inequality ‖q − x‖∞ ≥ ‖q − c‖∞ − ‖x − c‖∞; margins: `ball-slack.ts`, more than one rounding needs. */
function ballFloor(centerValue: number, radius: number, n_features: number): number {
  const lost = rounding(n_features)
  const gap = centerValue * (1 - lost) - underflow(n_features) - radius
  return gap > 0 ? gap * (1 - lost) - underflow(n_features) : 0
}
