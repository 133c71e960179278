import { type Average, averagedRatio, defaultAverage } from './average.ts'
import type { Score, ScoreInput } from './score.ts'

/**
 * Share of the rows predicted as a class that are of that class: hits / predicted (0 … 1), averaged over
 * classes. A class never predicted counts as 0 and is named in `zero_division`; undefined without rows.
 * Equals scikit-learn's `precision_score` with `zero_division` at its default.
 */
export function precision(input: ScoreInput, average: Average = defaultAverage(input.n_classes)): Score {
  return averagedRatio(input, ({ hits, predicted }) => ({ numerator: hits, denominator: predicted }), average)
}
