import { midranks } from './midranks.ts'
import { twoSidedNormalP } from './normal.ts'
import { findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'

export interface TrendTest {
  /** Values in series of two and more. */
  readonly n: number
  /** Kendall's τ-b with the order, from −1 (always falling) to 1, without unit. */
  readonly tau: number
  /** Two-sided, against any order being as likely. */
  readonly p: number
  readonly method: 'exact' | 'normal'
}

/** n! is far below the largest number, and the counts of shares stay exact to rounding. */
const MOST_EXACT = 100

/**
 * Drift: do values rise or fall with their order, such as a machine that gets warm over the rounds? Kendall's test
 * of values against 1 … n (Mann 1945, Econometrica 13:245–259; Kendall 1970, Rank Correlation Methods, ch. 4–5). Of
 * several series, such as the rounds of each subset of configurations, values are compared within their series alone
 * and the scores are summed (Hirsch, Slack & Smith 1982, Water Resour. Res. 18:107–121).
 * Assumes values that are exchangeable within their series, and independent series, if there is no drift. Exact without
 * ties for up to 100 values; else normal with the variance corrected for ties, without continuity correction, as SciPy's.
 * Undefined without a series of two values (`too-few-values`), where no series varies (`zero-variance`), values not
 * finite.
 *
 * @param series values in order of time, one a round
 */
export function kendallTrend(series: readonly (readonly number[])[]): Statistic<TrendTest> {
  const long = series.filter(({ length }) => length > 1)
  const fault = findFault(long.flat(), 2)
  if (fault !== undefined) return undefinedBecause(fault)
  const parts = long.map(scoreOf)
  const [score, all, tied] = [total(parts, 'score'), total(parts, 'all'), total(parts, 'tied')]
  if (tied === all) return undefinedBecause('zero-variance')
  const n = total(parts, 'n')
  const method = tied === 0 && n <= MOST_EXACT ? 'exact' : 'normal'
  const p = method === 'exact' ? exactP(parts, (all - Math.abs(score)) / 2) : normalP(parts, score)
  return finite({ n, tau: score / Math.sqrt(all * (all - tied)), p, method })
}

/**
 * The smallest p that `kendallTrend` can reach, where every series only rises: 2 / Π n!, at most 1.
 * @param lengths of the series
 */
export function leastTrendP(lengths: readonly number[]): number {
  let p = 2
  for (const length of lengths) for (let one = 2; one <= length; one++) p /= one
  return Math.min(1, p)
}

interface SeriesScore {
  readonly n: number
  /** Pairs that rise minus pairs that fall. */
  readonly score: number
  readonly all: number
  readonly tied: number
  /** Of the score if all orders are as likely, with ties among the values (Kendall 1970, eq. 4.3). */
  readonly variance: number
}

function scoreOf(values: readonly number[]): SeriesScore {
  const { tie_sizes } = midranks(values)
  const n = values.length
  const score = values.reduce(
    (sum, value, at) =>
      sum + values.slice(at + 1).reduce((part, later) => part + Math.sign(later - value), 0),
    0,
  )
  const tied = tie_sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
  const term = (size: number) => size * (size - 1) * (2 * size + 5)
  const variance = (term(n) - tie_sizes.reduce((sum, size) => sum + term(size), 0)) / 18
  return { n, score, all: (n * (n - 1)) / 2, tied, variance }
}

function total(parts: readonly SeriesScore[], key: keyof SeriesScore): number {
  return parts.reduce((sum, part) => sum + part[key], 0)
}

/** Shares of all orders by their inversions: the i-th value of a series adds 0 … i − 1 of them, each as likely. */
function exactP(parts: readonly SeriesScore[], fewest: number): number {
  let shares = Float64Array.of(1)
  for (const { n } of parts)
    for (let size = 2; size <= n; size++) {
      const next = new Float64Array(shares.length + size - 1)
      for (const [inversions, share] of shares.entries())
        for (let more = 0; more < size; more++) next[inversions + more] += share / size
      shares = next
    }
  return Math.min(1, 2 * shares.slice(0, fewest + 1).reduce((sum, share) => sum + share, 0))
}

function normalP(parts: readonly SeriesScore[], score: number): number {
  return twoSidedNormalP(score / Math.sqrt(total(parts, 'variance')))
}
