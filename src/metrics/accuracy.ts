import { confusionMatrix } from './confusion-matrix.ts'
import { definedScore, type Score, type ScoreInput, undefinedScore } from './score.ts'

/** Share of rows whose predicted class is the true one (0 … 1); undefined without rows. */
export function accuracy(input: ScoreInput): Score {
  const rows = input.y_true.length
  if (rows === 0) return undefinedScore({ code: 'no-rows' })
  const { counts, n_classes } = confusionMatrix(input)
  let hits = 0
  for (let code = 0; code < n_classes; code++) hits += counts[code * n_classes + code]
  return definedScore(hits / rows)
}
