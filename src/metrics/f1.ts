import { type Average, averagedRatio, defaultAverage } from './average.ts'
import type { Score, ScoreInput } from './score.ts'

/**
 * Harmonic mean of precision and recall of each class, 2 hits / (predicted + actual) (0 … 1), averaged over
 * classes (not the harmonic mean of averages). Only a positive class that is neither true nor predicted has
 * 0 / 0, which counts as 0 and is named in `zero_division`; undefined without rows.
 * Equals scikit-learn's `f1_score` with `zero_division` at its default.
 */
export function f1(input: ScoreInput, average: Average = defaultAverage(input.n_classes)): Score {
  return averagedRatio(
    input,
    ({ hits, predicted, actual }) => ({ numerator: 2 * hits, denominator: predicted + actual }),
    average,
  )
}
