import { type ErrorInput, finiteScore, type Score, undefinedScore } from './score.ts'

/** Mean absolute error, in the unit of the target; undefined without rows. */
export function mae({ y_true, y_pred }: ErrorInput): Score {
  if (y_true.length === 0) return undefinedScore({ code: 'no-rows' })
  let sum = 0
  for (let i = 0; i < y_true.length; i++) sum += Math.abs(y_true[i] - y_pred[i])
  return finiteScore(sum / y_true.length)
}
