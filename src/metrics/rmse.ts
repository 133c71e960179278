import { type ErrorInput, finiteScore, type Score, undefinedScore } from './score.ts'

/** Root of the mean squared error, in the unit of the target; undefined without rows. */
export function rmse({ y_true, y_pred }: ErrorInput): Score {
  if (y_true.length === 0) return undefinedScore({ code: 'no-rows' })
  let sum = 0
  for (let i = 0; i < y_true.length; i++) sum += (y_true[i] - y_pred[i]) ** 2
  return finiteScore(Math.sqrt(sum / y_true.length))
}
