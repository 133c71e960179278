import { midranks } from './midranks.ts'
import { twoSidedNormalP } from './normal.ts'
import { findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'

export interface TrendTest {
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
 * of values against 1 … n (Mann 1945, Econometrica 13:245–259; Kendall 1970, Rank Correlation Methods, ch. 4–5). Assumes
 * exchangeable values if there is no drift. Exact without ties for up to 100 values; else normal with the variance
 * corrected for ties, without continuity correction, as SciPy's.
 * Undefined for n < 2 (`too-few-values`), equal values (`zero-variance`), values not finite.
 *
 * @param values in order of time, one a round
 */
export function kendallTrend(values: readonly number[]): Statistic<TrendTest> {
  const fault = findFault(values, 2)
  if (fault !== undefined) return undefinedBecause(fault)
  const { tie_sizes } = midranks(values)
  if (tie_sizes.length === 1) return undefinedBecause('zero-variance')
  const n = values.length
  const score = values.reduce(
    (sum, value, at) =>
      sum + values.slice(at + 1).reduce((part, later) => part + Math.sign(later - value), 0),
    0,
  )
  const all = (n * (n - 1)) / 2
  const tied = tie_sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
  const method = tied === 0 && n <= MOST_EXACT ? 'exact' : 'normal'
  const p = method === 'exact' ? exactP(n, score) : normalP(n, score, tie_sizes)
  return finite({ n, tau: score / Math.sqrt(all * (all - tied)), p, method })
}

/** Shares of the n! orders by their inversions: the i-th value adds 0 … i − 1 of them, each as likely. */
function exactP(n: number, score: number): number {
  const all = (n * (n - 1)) / 2
  let shares = Float64Array.of(1)
  for (let size = 2; size <= n; size++) {
    const next = new Float64Array(shares.length + size - 1)
    for (const [inversions, share] of shares.entries())
      for (let more = 0; more < size; more++) next[inversions + more] += share / size
    shares = next
  }
  const fewest = (all - Math.abs(score)) / 2
  return Math.min(1, 2 * shares.slice(0, fewest + 1).reduce((sum, share) => sum + share, 0))
}

/** Variance of the score with ties among the values, none in the order (Kendall 1970, eq. 4.3). */
function normalP(n: number, score: number, tie_sizes: readonly number[]): number {
  const term = (size: number) => size * (size - 1) * (2 * size + 5)
  const variance = (term(n) - tie_sizes.reduce((sum, size) => sum + term(size), 0)) / 18
  return twoSidedNormalP(score / Math.sqrt(variance))
}
