import { median } from 'simple-statistics'

/** Consecutive values that lie around one level: `from` is the first index, `to` the one after the last. */
export interface LevelSegment {
  readonly from: number
  readonly to: number
  /** Median of the values. */
  readonly level: number
  /** Mean absolute deviation from it. */
  readonly spread: number
}

export interface LevelRule {
  /** The shortest segment; one value alone is an outlier as likely as a step. */
  readonly least_length: number
  /** The mean absolute deviation that is known of the noise; less of it proves nothing. Above 0. */
  readonly noise: number
}

/**
 * The piecewise constant fit of finite values with the least sum of absolute deviations (the L1 Potts functional;
 * Friedrich, Kempe, Liebscher and Winkler 2008, "Complexity penalized M-estimation: fast computation", JCGS 17). The
 * number of steps J minimizes 2n·ln S + 3J·ln n, S the mean absolute deviation: the likelihood of Laplace noise with
 * the penalty of Zhang and Siegmund 2007 (Biometrics 63), which pays for a place beside a level. O(J·n²).
 */
export function levelSegments(values: readonly number[], rule: LevelRule): LevelSegment[] {
  const n = values.length
  const most = Math.floor(n / rule.least_length)
  if (most < 1) return n === 0 ? [] : [segmentOf(values, 0, n)]
  const fits = bestFits(values, rule.least_length, most)
  const score = ({ deviation }: Fit, steps: number): number =>
    2 * n * Math.log(Math.max(deviation / n, rule.noise)) + 3 * steps * Math.log(n)
  const scores = fits.map(score)
  const chosen = fits[scores.indexOf(Math.min(...scores))]
  const starts = [...chosen.starts]
  return starts.map((from, i) => segmentOf(values, from, starts[i + 1] ?? n))
}

/** The best fit of all values by a number of segments. */
interface Fit {
  readonly deviation: number
  /** First index of each segment. */
  readonly starts: readonly number[]
}

/** The best fits by 1, 2, … segments of at least `least` values, as far as there are any. */
function bestFits(values: readonly number[], least: number, most: number): Fit[] {
  const n = values.length
  const deviations = segmentDeviations(values)
  // deviation[j]: least deviation of the first j values by the segments so far; start[s][j]: where the last one begins
  let deviation = Array.from({ length: n + 1 }, (_, j) =>
    j >= least ? deviations(0, j) : Number.POSITIVE_INFINITY,
  )
  const starts: number[][] = [new Array<number>(n + 1).fill(0)]
  const fits: Fit[] = [{ deviation: deviation[n], starts: [0] }]
  for (let segments = 2; segments <= most; segments++) {
    const next = new Array<number>(n + 1).fill(Number.POSITIVE_INFINITY)
    const start = new Array<number>(n + 1).fill(0)
    for (let j = segments * least; j <= n; j++) {
      for (let i = (segments - 1) * least; i <= j - least; i++) {
        const sum = deviation[i] + deviations(i, j)
        if (sum >= next[j]) continue
        next[j] = sum
        start[j] = i
      }
    }
    deviation = next
    starts.push(start)
    fits.push({ deviation: deviation[n], starts: traced(starts, n) })
  }
  return fits
}

/** The first index of each segment, from the last one back. */
function traced(starts: readonly (readonly number[])[], n: number): number[] {
  const found: number[] = []
  let end = n
  for (const start of [...starts].reverse()) {
    end = start[end]
    found.unshift(end)
  }
  return found
}

/** Sum of absolute deviations of the values i … j−1 from their median, looked up. */
function segmentDeviations(values: readonly number[]): (i: number, j: number) => number {
  const rows = values.map((_, i) => {
    const sorted: number[] = []
    let sum = 0
    return values.slice(i).map((value) => {
      sum += distanceToMedians(sorted, value)
      sorted.splice(rankOf(sorted, value), 0, value)
      return sum
    })
  })
  return (i, j) => rows[i][j - i - 1]
}

/** A further value adds its distance to the nearest median, of which an even number of values has an interval. */
function distanceToMedians(sorted: readonly number[], value: number): number {
  if (sorted.length === 0) return 0
  const low = sorted[(sorted.length - 1) >> 1]
  const high = sorted[sorted.length >> 1]
  return Math.max(low - value, value - high, 0)
}

function rankOf(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

function segmentOf(values: readonly number[], from: number, to: number): LevelSegment {
  const own = values.slice(from, to)
  const level = median(own)
  const spread = own.reduce((sum, value) => sum + Math.abs(value - level), 0) / own.length
  return { from, to, level, spread }
}
