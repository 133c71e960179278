import { type Average, averagedRatio, defaultAverage } from './average.ts'
import type { Score, ScoreInput } from './score.ts'

/**
 * Share of the rows of a class that are predicted as that class: hits / actual (0 … 1), averaged over
 * classes. A class without true rows counts as 0 and is named in `zero_division`; undefined without rows.
 * Equals scikit-learn's `recall_score` with `zero_division` at its default.
 */
export function recall(input: ScoreInput, average: Average = defaultAverage(input.n_classes)): Score {
  return averagedRatio(input, ({ hits, actual }) => ({ numerator: hits, denominator: actual }), average)
}
