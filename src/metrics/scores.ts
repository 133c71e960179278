import { accuracy } from './accuracy.ts'
import { f1 } from './f1.ts'
import { mae } from './mae.ts'
import { precision } from './precision.ts'
import { r2 } from './r2.ts'
import { recall } from './recall.ts'
import { rmse } from './rmse.ts'
import { rocAuc } from './roc-auc.ts'
import type { ErrorFunction, ScoreFunction } from './score.ts'

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

/** Every score of a regression by its column name. */
export const ERROR_SCORES = { rmse, mae, r2 } as const satisfies Record<string, ErrorFunction>

export type ClassScoreName = keyof typeof SCORES
export type ErrorScoreName = keyof typeof ERROR_SCORES
export type ScoreName = ClassScoreName | ErrorScoreName

/** Whether less of it is better. */
export function isError(name: ScoreName): boolean {
  return name === 'rmse' || name === 'mae'
}
