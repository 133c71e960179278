import { midranks } from './midranks.ts'
import { twoSidedNormalP } from './normal.ts'
import { findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'
import { shareFrom, subsetSums } from './subset-sums.ts'

/** `wilcox` drops zeros before ranking; `pratt` ranks them too and drops their ranks. */
export type ZeroRule = 'wilcox' | 'pratt'

export interface SignedRankTest {
  /** Differences given, and those that are not zero. */
  readonly n: number
  readonly n_nonzero: number
  /** Sums of the ranks of |d| over positive and negative differences. */
  readonly w_plus: number
  readonly w_minus: number
  /** Two-sided, against differences that are symmetric around 0. */
  readonly p: number
  readonly method: 'exact' | 'normal'
}

/** Up to here each count of sign patterns is a whole number that a double holds exactly. */
const MOST_EXACT = 50

/**
 * Wilcoxon's signed-rank test of differences against symmetry around 0 (Wilcoxon 1945, Biometrics Bull. 1:80–83;
 * zeros: Pratt 1959, J. Amer. Statist. Assoc. 54:655–667). Assumes independent differences, each symmetric.
 * With up to 50 nonzero differences p is exact given |d|: all 2ⁿ signs count the same, ties and zeros as they
 * are. Beyond, the normal approximation with continuity correction, where the variance Σr²/4 holds the correction
 * for ties (Cureton 1967, J. Amer. Statist. Assoc. 62:1068–1069, for zeros by Pratt).
 * Only equal |d| are ties: where rounding alone tells values apart, round them before.
 * Undefined for no values (`too-few-values`), nothing but zeros (`zero-variance`), values not finite.
 */
export function wilcoxon(
  differences: readonly number[],
  zeros: ZeroRule = 'pratt',
): Statistic<SignedRankTest> {
  const fault = findFault(differences, 1)
  if (fault !== undefined) return undefinedBecause(fault)
  const signed = signedRanks(differences, zeros)
  if (signed.length === 0) return undefinedBecause('zero-variance')
  const [plus, minus] = [sumOf(signed, 1), sumOf(signed, -1)]
  const method = signed.length <= MOST_EXACT ? 'exact' : 'normal'
  const p = method === 'exact' ? exactP(signed, Math.max(plus, minus)) : normalP(signed, plus)
  return finite({ n: differences.length, n_nonzero: signed.length, w_plus: plus, w_minus: minus, p, method })
}

interface SignedRank {
  readonly sign: number
  readonly rank: number
}

/** The ranks of |d|, without those of zeros. */
function signedRanks(differences: readonly number[], zeros: ZeroRule): SignedRank[] {
  const ranked = zeros === 'pratt' ? differences : differences.filter((value) => value !== 0)
  const { ranks } = midranks(ranked.map(Math.abs))
  return ranks
    .map((rank, index) => ({ sign: Math.sign(ranked[index]), rank }))
    .filter(({ sign }) => sign !== 0)
}

function sumOf(signed: readonly SignedRank[], side: number): number {
  return signed.reduce((sum, { sign, rank }) => (sign === side ? sum + rank : sum), 0)
}

/** The two sums are mirror images, so both tails are twice the one of the larger sum. */
function exactP(signed: readonly SignedRank[], larger: number): number {
  const ways = subsetSums(signed.map(({ rank }) => 2 * rank))
  return Math.min(1, 2 * shareFrom(ways, 2 * larger))
}

function normalP(signed: readonly SignedRank[], plus: number): number {
  const mean = signed.reduce((sum, { rank }) => sum + rank, 0) / 2
  const sd = Math.sqrt(signed.reduce((sum, { rank }) => sum + rank ** 2, 0)) / 2
  return twoSidedNormalP(Math.max(0, Math.abs(plus - mean) - 0.5) / sd)
}
