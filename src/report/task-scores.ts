import type { Task } from '../config/study.ts'
import { isError, type ScoreName } from '../metrics/scores.ts'
import { formatNumber } from './render/format-number.ts'
import { type Column, numberColumn, type Unit } from './table.ts'

interface TaskScores {
  /** In the order of columns. */
  readonly names: readonly ScoreName[]
  /** By which configurations are selected and compared. */
  readonly main: ScoreName
}

const TASK_SCORES = {
  classification: { names: ['accuracy', 'precision', 'recall', 'f1', 'roc_auc'], main: 'accuracy' },
  regression: { names: ['rmse', 'mae', 'r2'], main: 'rmse' },
} as const satisfies Record<Task, TaskScores>

/** What a study is scored by. */
export function taskScores({ task }: { readonly task: Task }): TaskScores {
  return TASK_SCORES[task]
}

/** Of all tasks; a case has those of its own. */
export const EVERY_SCORE: readonly ScoreName[] = Object.values(TASK_SCORES).flatMap(({ names }) => names)

interface ScoreWords {
  /** In tables. */
  readonly title: string
  readonly unit: Unit
  readonly difference: Unit
}

const OF_SHARE = { unit: 'score', difference: 'score-difference' } as const
const OF_TARGET = { unit: 'target', difference: 'target-difference' } as const

/** How a score is called and printed. */
export const SCORE_WORDS = {
  accuracy: { title: 'accuracy', ...OF_SHARE },
  precision: { title: 'precision', ...OF_SHARE },
  recall: { title: 'recall', ...OF_SHARE },
  f1: { title: 'F1', ...OF_SHARE },
  roc_auc: { title: 'ROC-AUC', ...OF_SHARE },
  rmse: { title: 'RMSE', ...OF_TARGET },
  mae: { title: 'MAE', ...OF_TARGET },
  r2: { title: 'R²', ...OF_SHARE },
} as const satisfies Record<ScoreName, ScoreWords>

export function scoreColumn(name: ScoreName, priority: number): Column {
  return numberColumn(name, SCORE_WORDS[name].title, SCORE_WORDS[name].unit, priority)
}

/** `highest accuracy`, `lowest mean RMSE`. */
export function bestWords(name: ScoreName, of?: 'mean'): string {
  return [isError(name) ? 'lowest' : 'highest', of, SCORE_WORDS[name].title].filter(Boolean).join(' ')
}

/** `accuracy 0.9667`, `RMSE 58.432`. */
export function scoreWords(name: ScoreName, value: number): string {
  const { title, unit } = SCORE_WORDS[name]
  return `${title} ${formatNumber(value, unit)}`
}

/** What an engine answers. */
export const ANSWER_WORDS = {
  classification: { one: 'label', many: 'labels' },
  regression: { one: 'prediction', many: 'predictions' },
} as const satisfies Record<Task, object>

/** Why a study has nothing to say of classes; undefined where it may have. */
export function whyNoClasses({ task }: { readonly task: Task }): string | undefined {
  return task === 'regression' ? 'a regression has no classes' : undefined
}

/** The note of a table that is empty for this reason. */
export function emptyNote(reason: string): string {
  return `Empty: ${reason}.`
}
