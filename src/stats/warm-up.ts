import { logRatios } from './log-ratio-mean.ts'
import { median } from './quantile.ts'
import { rankBiserial } from './rank-biserial.ts'
import { chain, finite, type Statistic } from './statistic.ts'
import { type SignedRankTest, wilcoxon } from './wilcoxon.ts'

export interface WarmUpTest extends SignedRankTest {
  /** Median over rounds of first sample / median of the later ones: above 1, the first is slower. */
  readonly median_ratio: number
  readonly rank_biserial: number
}

/**
 * Warm-up: is the first sample of a round slower or faster than the later ones? Wilcoxon's signed-rank test over
 * rounds of ln(first / median of the later samples), since the samples of a round are no independent values.
 * Assumptions as `wilcoxon`. Undefined for no round or a round of fewer than two samples (`too-few-values`), times
 * not above 0 or not finite, and where every ratio is 1.
 *
 * @param samples_ns one list a round, in order of time
 */
export function warmUp(samples_ns: readonly (readonly number[])[]): Statistic<WarmUpTest> {
  const firsts: number[] = []
  const medians: number[] = []
  for (const [first, ...rest] of samples_ns) {
    const later = median(rest)
    if (!later.defined) return later
    firsts.push(first)
    medians.push(later.value)
  }
  return chain(logRatios(firsts, medians), (ratios) =>
    chain(wilcoxon(ratios), (test) =>
      chain(median(ratios), (middle) =>
        finite({ ...test, median_ratio: Math.exp(middle), rank_biserial: rankBiserial(test) }),
      ),
    ),
  )
}
