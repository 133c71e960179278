import { twoSidedNormalP } from './normal.ts'
import { findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'

export interface SignFlipTest {
  readonly n: number
  /** In the unit of the values. */
  readonly mean: number
  /** Two-sided, against differences that are symmetric around 0. */
  readonly p: number
  readonly method: 'exact' | 'normal'
}

/** Two halves of 2¹⁵ sums each are quickly sorted. */
const MOST_EXACT = 30

/**
 * Sums that differ by less than this share of Σ|d| count as equal: the same sum added in another order differs by
 * rounding, about n · 1e-16. An equal sum counts as "as large", so p never becomes too small.
 */
const SAME_SUM = 1e-13

/**
 * Fisher's randomization test of the mean of paired differences (Fisher 1935, The Design of Experiments, §21; Pitman
 * 1937, J. Roy. Statist. Soc. Suppl. 4:119–130): the share of the 2ⁿ sign patterns with |Σ±d| at least as large as
 * observed. Assumes independent differences, each symmetric around 0 if nothing differs. Exact for up to 30
 * nonzero differences; beyond, the sum is taken as normal with variance Σd². It has no continuity correction,
 * since the sums have no common step.
 * Undefined for no values (`too-few-values`), nothing but zeros (`zero-variance`), values not finite.
 */
export function signFlip(differences: readonly number[]): Statistic<SignFlipTest> {
  const fault = findFault(differences, 1)
  if (fault !== undefined) return undefinedBecause(fault)
  const scale = differences.reduce((sum, value) => sum + Math.abs(value), 0)
  if (scale === 0) return undefinedBecause('zero-variance')
  if (!Number.isFinite(scale)) return undefinedBecause('not-finite')
  const shares = differences.filter((value) => value !== 0).map((value) => value / scale)
  const sum = Math.abs(shares.reduce((total, value) => total + value, 0))
  const method = shares.length <= MOST_EXACT ? 'exact' : 'normal'
  const p = method === 'exact' ? exactP(shares, sum) : normalP(shares, sum)
  const n = differences.length
  return finite({ n, mean: differences.reduce((total, value) => total + value / n, 0), p, method })
}

/** Pairs of a sum of the first half and one of the second that reach ±sum: sorted, they are counted in one walk. */
function exactP(shares: readonly number[], sum: number): number {
  if (sum <= SAME_SUM) return 1
  const half = shares.length >> 1
  const first = signedSums(shares.slice(0, half))
  const second = signedSums(shares.slice(half))
  let atLeast = 0
  let from = second.length
  for (const one of first) {
    while (from > 0 && one + second[from - 1] >= sum - SAME_SUM) from--
    atLeast += second.length - from
  }
  return Math.min(1, (2 * atLeast) / (first.length * second.length))
}

/** Σ±value for every pattern of signs, ascending. */
function signedSums(values: readonly number[]): Float64Array {
  let sums = new Float64Array(1)
  for (const value of values) {
    const next = new Float64Array(2 * sums.length)
    next.set(sums.map((sum) => sum - value))
    next.set(
      sums.map((sum) => sum + value),
      sums.length,
    )
    sums = next
  }
  return sums.sort()
}

function normalP(shares: readonly number[], sum: number): number {
  return twoSidedNormalP(sum / Math.hypot(...shares))
}
