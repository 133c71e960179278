import { accuracy } from './accuracy.ts'
import { f1 } from './f1.ts'
import { precision } from './precision.ts'
import { recall } from './recall.ts'
import { rocAuc } from './roc-auc.ts'
import type { ScoreFunction } from './score.ts'

/**
 * Every classification score by its column name: `SCORES.f1(input)`. Precision, recall and F1 take the average
 * that `defaultAverage` names. A new score is one file and one line here.
 */
export const SCORES = {
  accuracy,
  precision,
  recall,
  f1,
  roc_auc: rocAuc,
} as const satisfies Record<string, ScoreFunction>

export type ScoreName = keyof typeof SCORES
