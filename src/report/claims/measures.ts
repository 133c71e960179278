import type { ClaimMeasure } from '../../config/claims-file.ts'
import type { ScoreName } from '../../metrics/scores.ts'
import type { CaseValue, ClaimCase } from './claim-values.ts'
import { disagreement } from './disagreement-value.ts'
import { memoryRatio } from './memory-value.ts'
import { scoreDifference } from './score-value.ts'
import { timeRatio } from './time-value.ts'

export interface MeasureRule {
  /** A difference of scores, a logarithm of a ratio, or a share. */
  readonly kind: 'difference' | 'log-ratio' | 'share'
  valueOf(one: ClaimCase): CaseValue
}

/** Every measure of claims; a new one is its file and one line here. */
export const MEASURES = {
  accuracy: ofScore('accuracy'),
  precision: ofScore('precision'),
  recall: ofScore('recall'),
  f1: ofScore('f1'),
  roc_auc: ofScore('roc_auc'),
  rmse: ofScore('rmse'),
  mae: ofScore('mae'),
  r2: ofScore('r2'),
  predict: { kind: 'log-ratio', valueOf: timeRatio },
  memory: { kind: 'log-ratio', valueOf: memoryRatio },
  disagreement: { kind: 'share', valueOf: disagreement },
} satisfies Record<ClaimMeasure, MeasureRule>

function ofScore(name: ScoreName): MeasureRule {
  return { kind: 'difference', valueOf: scoreDifference(name) }
}
