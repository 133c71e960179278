import { holm } from './holm.ts'
import { rankBiserial } from './rank-biserial.ts'
import { chain, type Statistic } from './statistic.ts'
import { type TreatmentPair, treatmentPairs } from './treatment-pairs.ts'
import { type SignedRankTest, wilcoxon, type ZeroRule } from './wilcoxon.ts'

export interface PairTest extends SignedRankTest {
  /** Holm, over the whole family. */
  readonly p_adjusted: number
  /** Of first − second. */
  readonly rank_biserial: number
}

export interface ComparedPair extends TreatmentPair {
  readonly test: Statistic<PairTest>
}

/**
 * Wilcoxon's signed-rank test of every pair of treatments over the blocks, p adjusted by Holm (as `wilcoxon` and
 * `holm`; advised over ranks of all treatments by Benavoli, Corani & Mangili 2016, J. Mach. Learn. Res. 17:1–10).
 * A pair without a test still counts in the family.
 *
 * @param blocks n lists of the k treatments' values, such as one list a dataset
 */
export function pairwiseWilcoxon(
  blocks: readonly (readonly number[])[],
  zeros: ZeroRule = 'pratt',
): ComparedPair[] {
  const pairs = treatmentPairs(blocks[0]?.length ?? 0)
  const tests = pairs.map(({ first, second }) =>
    wilcoxon(
      blocks.map((block) => block[first] - block[second]),
      zeros,
    ),
  )
  const adjusted = holm(
    tests.flatMap((test) => (test.defined ? [test.value.p] : [])),
    pairs.length,
  ).values()
  return pairs.map((pair, index) => ({
    ...pair,
    test: chain(tests[index], (value) => ({
      defined: true,
      value: { ...value, p_adjusted: adjusted.next().value ?? 1, rank_biserial: rankBiserial(value) },
    })),
  }))
}
