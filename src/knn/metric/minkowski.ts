import { BLOCK_ROWS, type PackedRows } from '../packed-rows.ts'
import { rounding, underflow } from './ball-slack.ts'
import type { DistanceMetric } from './distance-metric.ts'

/** The sums of one block on their way to the list. */
const sums = new Float64Array(BLOCK_ROWS)

/** (Σ|x − q|ᵖ)^(1/p) for p above 1; values are the sums before the root. */
export function minkowski(p: number): DistanceMetric {
  const distance = (value: number) => value ** (1 / p)
  return {
    name: `minkowski(${p})`,
    distance,
    // d terms of at most (2M)ᵖ stay below half of the largest number.
    largestMagnitude: (n_features) => (Number.MAX_VALUE / (2 * n_features)) ** (1 / p) / 2,
    value: (a, aStart, b, bStart, n_features) => {
      let sum = 0
      for (let f = 0; f < n_features; f++) sum += Math.abs(a[aStart + f] - b[bStart + f]) ** p
      return sum
    },
    scan: (rows, first, end, query, lists) => {
      let worst = lists.worstValue()
      for (let block = first; block < end; block++) {
        if (!sumBlock(rows, block, query, { p, worst })) continue
        worst = lists.offerBlock(sums, rows.indices, block * BLOCK_ROWS)
      }
    },
    boxFloors: (boxes, start, query, floors) => {
      sumGaps(boxes, start, query, { p, floors })
      // Powers are rounded in no order, so that floors need a margin here.
      const kept = 1 - slack(query.length, p)
      for (let side = 0; side < 2; side++) floors[side] = floors[side] * kept - underflow(query.length)
    },
    centerValues: (centers, start, query, values) => {
      values.fill(0)
      for (let f = 0, at = start; f < query.length; f++, at += 2) {
        values[0] += Math.abs(centers[at] - query[f]) ** p
        values[1] += Math.abs(centers[at + 1] - query[f]) ** p
      }
    },
    radius: (value, n_features) => distance(value * (1 + slack(n_features, p)) + underflow(n_features)),
    ballFloor: (centerValue, radius, n_features) => {
      const kept = 1 - slack(n_features, p)
      const nearest = centerValue * kept - underflow(n_features)
      // The triangle inequality ‖q − x‖ ≥ ‖q − c‖ − ‖x − c‖, to the power of p.
      const gap = nearest > 0 ? distance(nearest) - radius : 0
      return gap > 0 ? gap ** p * kept - underflow(n_features) : 0
    },
  }
}

/**
 * Relative margin of one value. To that of a sum of squares come p roundings of differences and a power of 2u or less
 * each; a root is off by u|ln V|/p, as 1/p is rounded, and by 2u, both p times in the value, and |ln V| ≤ 745: together
 * (d + 3p + 749)u, of which this is twice as much and more.
 */
function slack(n_features: number, p: number): number {
  return rounding(n_features) + (5 * p + 760) * Number.EPSILON
}

/** Sums one block as far as it can matter; false if all its rows are beyond the worst. */
function sumBlock(
  { values }: PackedRows,
  block: number,
  query: Float64Array,
  { p, worst }: { readonly p: number; readonly worst: number },
): boolean {
  sums.fill(0)
  for (let f = 0, at = block * query.length * BLOCK_ROWS; f < query.length; f++) {
    let isAnyWithin = false
    for (let r = 0; r < BLOCK_ROWS; r++, at++) {
      sums[r] += Math.abs(values[at] - query[f]) ** p
      if (sums[r] <= worst) isAnyWithin = true
    }
    // A rounded sum never falls when a term is added, so these rows are out whatever follows.
    if (!isAnyWithin) return false
  }
  return true
}

/** The powers of the gaps to both boxes of a pair, before any margin. */
function sumGaps(
  boxes: Float64Array,
  start: number,
  query: Float64Array,
  { p, floors }: { readonly p: number; readonly floors: Float64Array },
): void {
  floors.fill(0)
  for (let f = 0, at = start; f < query.length; f++, at += 4) {
    const q = query[f]
    floors[0] += Math.max(0, boxes[at] - q, q - boxes[at + 1]) ** p
    floors[1] += Math.max(0, boxes[at + 2] - q, q - boxes[at + 3]) ** p
  }
}
