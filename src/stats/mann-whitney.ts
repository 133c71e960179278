import { type Midranks, midranks, tieSum } from './midranks.ts'
import { twoSidedNormalP } from './normal.ts'
import { findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'
import { shareFrom, subsetSumsOfSize } from './subset-sums.ts'

export interface MannWhitneyTest {
  readonly n_first: number
  readonly n_second: number
  /** Pairs in which the first is larger, equal ones as halves: from 0 to n_first · n_second. */
  readonly u: number
  /** 2u / (n_first · n_second) − 1: from −1 to 1, where all of the first are larger. */
  readonly rank_biserial: number
  /** Two-sided, against equal distributions. */
  readonly p: number
  readonly method: 'exact' | 'normal'
}

/** Up to here the number of ways to choose a group is exact in a double, and quickly counted. */
const MOST_EXACT = 50

/**
 * Mann–Whitney test of two independent groups (Mann & Whitney 1947, Ann. Math. Statist. 18:50–60; effect: Kerby 2014,
 * Compr. Psychol. 3:11.IT.3.1). Exact without ties for up to 50 values; else the normal approximation with
 * continuity correction and the variance corrected for ties (Lehmann 1975, Nonparametrics, §1.4).
 * Undefined for an empty group (`too-few-values`), values all equal (`zero-variance`), values not finite.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): Statistic<MannWhitneyTest> {
  const fault = findFault(first, 1) ?? findFault(second, 1)
  if (fault !== undefined) return undefinedBecause(fault)
  const [n_first, n_second] = [first.length, second.length]
  const n = n_first + n_second
  const ranked = midranks([...first, ...second])
  if (ranked.tie_sizes.length === 1) return undefinedBecause('zero-variance')
  const rankSum = ranked.ranks.slice(0, n_first).reduce((sum, rank) => sum + rank, 0)
  const u = rankSum - (n_first * (n_first + 1)) / 2
  const distance = Math.abs(u - (n_first * n_second) / 2)
  const method = ranked.tie_sizes.length === n && n <= MOST_EXACT ? 'exact' : 'normal'
  const p =
    method === 'exact' ? exactP(n_first, n_second, distance) : normalP(n_first, n_second, distance, ranked)
  return finite({ n_first, n_second, u, rank_biserial: (2 * u) / (n_first * n_second) - 1, p, method })
}

/** Rank sums of the first group are symmetric around n_first · (n + 1) / 2 where there are no ties. */
function exactP(n_first: number, n_second: number, distance: number): number {
  const n = n_first + n_second
  const ways = subsetSumsOfSize(
    Array.from({ length: n }, (_, index) => index + 1),
    n_first,
  )
  return Math.min(1, 2 * shareFrom(ways, (n_first * (n + 1)) / 2 + distance))
}

function normalP(n_first: number, n_second: number, distance: number, ranked: Midranks): number {
  const n = n_first + n_second
  const variance = ((n_first * n_second) / 12) * (n + 1 - tieSum(ranked) / (n * (n - 1)))
  return twoSidedNormalP(Math.max(0, distance - 0.5) / Math.sqrt(variance))
}
