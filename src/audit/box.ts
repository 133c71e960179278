import { differenceRange, type Range, range, scaleRange, sumRange } from './range.ts'

/** Values of which each lies anywhere in its own range, independently of the others. */
export type Box = readonly Range[]

export function differences(a: Box, b: Box): Box {
  return a.map((one, i) => differenceRange(one, b[i]))
}

export function meanRange(box: Box): Range {
  return scaleRange(sumRange(box), 1 / box.length)
}

/** With more values, corners are too many to look at. */
const MOST_CORNERS = 12

/**
 * All values that mean / sd can take over a box of at least two, sd with n − 1; ±∞ where all values may be equal.
 *
 * With f(x) = 1ᵀx / ‖x‖, mean / sd is √((n − 1)/n) · f / √(1 − f²/n) and rises with f, so f is what is bounded. Where
 * 1ᵀx > 0, f is quasi-concave: {f ≥ c} is the cone {1ᵀx ≥ c‖x‖}. Hence
 * – its largest value is at a point where no coordinate can gain, and ∂f/∂x_i has the sign of c − x_i with
 *   c = ‖x‖²/1ᵀx: every x_i is c, as far as its range allows. That is a curve in c alone, along which the largest
 *   value lies at a corner of the curve or, between two, where c is that very quotient;
 * – its smallest value is at a corner of the box. Beyond 12 values the bound is not exact but wider: sd changes by no
 *   more than ‖h‖/√(n − 1) within half widths h.
 * A box on which the mean may be negative is its mirror image.
 */
export function standardizedMeanRange(box: Box): Range {
  const mirrored = box.map((one) => scaleRange(one, -1))
  return range(leastOf(box), -leastOf(mirrored))
}

/** The smallest mean / sd of a box. */
function leastOf(box: Box): number {
  const mean = meanRange(box)
  if (mean.low < 0) return -largestAbove0(box.map((one) => scaleRange(one, -1)))
  const least = box.length <= MOST_CORNERS ? leastAtCorner(box) : mean.low / sdRange(box).high
  return Number.isNaN(least) ? 0 : least
}

/** The largest mean / sd where some mean is above 0. */
function largestAbove0(box: Box): number {
  const ends = box.flatMap(({ low, high }) => [low, high]).sort((a, b) => a - b)
  const levels = ends.flatMap((end, i) => {
    const next = ends[i + 1]
    if (next === undefined) return [end]
    const between = (end + next) / 2
    // between two ends the coordinates that follow c stay the same, so f has one stationary c there
    const fixed = box.filter(({ low, high }) => !(low <= between && between <= high))
    const held = fixed.map(({ low, high }) => Math.min(Math.max(between, low), high))
    const c = sum(held.map((x) => x * x)) / sum(held)
    return c > end && c < next ? [end, c] : [end]
  })
  const values = levels.map((c) => standardized(box.map(({ low, high }) => Math.min(Math.max(c, low), high))))
  return Math.max(...values.filter((value) => !Number.isNaN(value)))
}

function leastAtCorner(box: Box): number {
  let least = Infinity
  for (let corner = 0; corner < 2 ** box.length; corner++) {
    const value = standardized(box.map(({ low, high }, i) => ((corner >> i) & 1 ? high : low)))
    if (value < least) least = value
  }
  return least
}

/** mean / sd: ±∞ for equal values, 0 for zeros. */
function standardized(values: readonly number[]): number {
  const n = values.length
  const mean = sum(values) / n
  const sd = Math.sqrt(sum(values.map((x) => (x - mean) ** 2)) / (n - 1))
  if (sd <= 1e-14 * Math.abs(mean)) return mean === 0 ? 0 : mean * Infinity
  return mean === 0 ? 0 : mean / sd
}

/**
 * Bounds of the standard deviation (n − 1) over a box. To center values is a projection, which lengthens no change: the
 * deviation is within ‖h‖/√(n − 1) of the one at the middle, h being the half widths.
 */
export function sdRange(box: Box): Range {
  return centeredRange(box, Math.sqrt(box.length - 1))
}

/** Bounds of √Σ(x − mean)² / divisor over a box. */
export function centeredRange(box: Box, divisor = 1): Range {
  const middle = box.map(({ low, high }) => (low + high) / 2)
  const mean = sum(middle) / middle.length
  const length = Math.sqrt(sum(middle.map((x) => (x - mean) ** 2)))
  const reach = halfDiagonal(box)
  return range(Math.max(0, length - reach) / divisor, (length + reach) / divisor)
}

/** The distance from the middle of a box to its corners. */
export function halfDiagonal(box: Box): number {
  return Math.sqrt(sum(box.map(({ low, high }) => ((high - low) / 2) ** 2)))
}

/** Bounds of Σ w_i x_i for fixed weights: exact. */
export function weightedRange(box: Box, weights: readonly number[]): Range {
  return sumRange(box.map((one, i) => scaleRange(one, weights[i])))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
