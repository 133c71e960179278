import { meanEstimate } from './mean-estimate.ts'
import { chain, finite, type Statistic } from './statistic.ts'
import { type TInference, tInference } from './t-inference.ts'

/** Sizes of one split; those of all splits are about the same. */
export interface SplitSizes {
  readonly n_train: number
  readonly n_test: number
}

/**
 * Corrected resampled t test of the differences of J resampled or cross-validation splits:
 * se² = (1/J + n_test / n_train)·sd², df = J − 1 (Nadeau & Bengio 2003, Mach. Learn. 52:239–281; for repeated
 * cross-validation Bouckaert & Frank 2004, PAKDD, 3–12, who take n_test / n_train as 1/(folds − 1)). The training sets
 * overlap, so 1/J alone makes se too small. Assumes normal differences; the correction is a heuristic without a
 * proof of its level. In the unit of the differences. Undefined as `meanEstimate`.
 * Throws RangeError for sizes that are not whole numbers above 0.
 */
export function correctedResampledT(
  differences: readonly number[],
  { n_train, n_test }: SplitSizes,
  level: number,
): Statistic<TInference> {
  for (const size of [n_train, n_test])
    if (!Number.isSafeInteger(size) || size < 1)
      throw new RangeError(`a split of ${size} rows; both sides have at least one`)
  // differences of scores, which are at most 1: what varies by less than their rounding does not vary
  return chain(meanEstimate(differences, 1), (estimate) => {
    const se = estimate.sd * Math.sqrt(1 / estimate.n + n_test / n_train)
    return chain(finite({ ...estimate, se }), (corrected) => tInference(corrected, level))
  })
}
