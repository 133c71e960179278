import { BLOCK_ROWS, type PackedRows } from '../packed-rows.ts'
import { rounding, underflow } from './ball-slack.ts'
import type { DistanceMetric } from './distance-metric.ts'
import { powersOf, type RaiseAll } from './powers.ts'

/** The sums of one block on their way to the list, and the powers of one feature on their way to the sums. */
const sums = new Float64Array(BLOCK_ROWS)
const terms = new Float64Array(BLOCK_ROWS)
/** The same for the two parts of a node, or one pair of rows. */
const pair = new Float64Array(2)

/** (Σ|x − q|ᵖ)^(1/p) for p above 1; values are the sums before the root. */
export function minkowski(p: number): DistanceMetric {
  const root = (value: number) => value ** (1 / p)
  const raise = powersOf(p)
  return {
    name: `minkowski(${p})`,
    distance: root,
    // d terms of at most (2M)ᵖ stay below half of the largest number.
    largestMagnitude: (n_features) => (Number.MAX_VALUE / (2 * n_features)) ** (1 / p) / 2,
    value: (a, aStart, b, bStart, n_features) => {
      let sum = 0
      for (let f = 0; f < n_features; f++) {
        pair[0] = Math.abs(a[aStart + f] - b[bStart + f])
        raise(pair)
        sum += pair[0]
      }
      return sum
    },
    scan: (rows, first, end, query, lists) => {
      let worst = lists.worstValue()
      for (let block = first; block < end; block++) {
        if (!sumBlock(rows, block, query, { raise, worst })) continue
        worst = lists.offerBlock(sums, rows.indices, block * BLOCK_ROWS)
      }
    },
    boxFloors: (boxes, start, query, floors) => {
      floors.fill(0)
      for (let f = 0, at = start; f < query.length; f++, at += 4) {
        const q = query[f]
        pair[0] = Math.max(0, boxes[at] - q, q - boxes[at + 1])
        pair[1] = Math.max(0, boxes[at + 2] - q, q - boxes[at + 3])
        addPair(floors, raise)
      }
      // Powers of growing numbers, once rounded, need not grow, so that floors need a margin here.
      const kept = 1 - slack(query.length, p)
      for (let side = 0; side < 2; side++) floors[side] = floors[side] * kept - underflow(query.length)
    },
    centerValues: (centers, start, query, values) => {
      values.fill(0)
      for (let f = 0, at = start; f < query.length; f++, at += 2) {
        pair[0] = Math.abs(centers[at] - query[f])
        pair[1] = Math.abs(centers[at + 1] - query[f])
        addPair(values, raise)
      }
    },
    radius: (value, n_features) => root(value * (1 + slack(n_features, p)) + underflow(n_features)),
    ballFloor: (centerValue, radius, n_features) => {
      const kept = 1 - slack(n_features, p)
      const nearest = centerValue * kept - underflow(n_features)
      // The triangle inequality ‖q − x‖ ≥ ‖q − c‖ − ‖x − c‖, to the power of p.
      const gap = nearest > 0 ? root(nearest) - radius : 0
      return gap > 0 ? gap ** p * kept - underflow(n_features) : 0
    },
  }
}

/**
 * Relative margin of one value. To that of a sum of squares come p roundings of differences and of a power each, or 2u;
 * a root is off by u|ln V|/p, as 1/p is rounded, and by 2u, both p times in the value, and |ln V| ≤ 745: together
 * (d + 4p + 749)u, of which this is twice as much and more.
 */
function slack(n_features: number, p: number): number {
  return rounding(n_features) + (5 * p + 760) * Number.EPSILON
}

/** Sums one block as far as it can matter; false if all its rows are beyond the worst. */
function sumBlock(
  { values }: PackedRows,
  block: number,
  query: Float64Array,
  { raise, worst }: { readonly raise: RaiseAll; readonly worst: number },
): boolean {
  sums.fill(0)
  for (let f = 0, at = block * query.length * BLOCK_ROWS; f < query.length; f++) {
    const q = query[f]
    for (let r = 0; r < BLOCK_ROWS; r++, at++) terms[r] = Math.abs(values[at] - q)
    raise(terms)
    let isAnyWithin = false
    for (let r = 0; r < BLOCK_ROWS; r++) {
      sums[r] += terms[r]
      if (sums[r] <= worst) isAnyWithin = true
    }
    // A rounded sum never falls when a term is added, so these rows are out whatever follows.
    if (!isAnyWithin) return false
  }
  return true
}

function addPair(to: Float64Array, raise: RaiseAll): void {
  raise(pair)
  to[0] += pair[0]
  to[1] += pair[1]
}
