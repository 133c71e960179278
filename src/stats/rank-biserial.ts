import type { SignedRankTest } from './wilcoxon.ts'

/**
 * Matched-pairs rank-biserial correlation (W⁺ − W⁻) / (W⁺ + W⁻), from −1 (every difference negative) to 1, without
 * unit (Kerby 2014, Compr. Psychol. 3:11.IT.3.1). Of zeros what the test made of them. Always defined where the
 * test is, since its sums are not both 0.
 */
export function rankBiserial({ w_plus, w_minus }: Pick<SignedRankTest, 'w_plus' | 'w_minus'>): number {
  return (w_plus - w_minus) / (w_plus + w_minus)
}
