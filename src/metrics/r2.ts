import { type ErrorInput, finiteScore, type Score, undefinedScore } from './score.ts'

/**
 * R², the coefficient of determination: 1 − Σ(y − ŷ)² / Σ(y − ȳ)², ȳ the mean of these rows. Where all rows have one
 * value it is 1 for no error and else 0, as in scikit-learn (`force_finite`); undefined below two rows.
 */
export function r2({ y_true, y_pred }: ErrorInput): Score {
  const rows = y_true.length
  if (rows === 0) return undefinedScore({ code: 'no-rows' })
  if (rows === 1) return undefinedScore({ code: 'one-row' })
  const mean = y_true.reduce((sum, y) => sum + y, 0) / rows
  let residual = 0
  let total = 0
  for (let i = 0; i < rows; i++) {
    residual += (y_true[i] - y_pred[i]) ** 2
    total += (y_true[i] - mean) ** 2
  }
  if (total === 0) return finiteScore(residual === 0 ? 1 : 0)
  return finiteScore(1 - residual / total)
}
