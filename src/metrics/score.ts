/** Why a score has no value. Class codes are positions in the case's sorted class labels. */
export type UndefinedScore =
  | { readonly code: 'no-rows' }
  | { readonly code: 'no-probabilities' }
  /** `y_true` holds no row of these classes; an empty list: the case has only one class. */
  | { readonly code: 'class-absent'; readonly classes: readonly number[] }
  | { readonly code: 'not-finite'; readonly row: number; readonly class: number }
  /** R² compares with the mean of the rows, which one row is itself. */
  | { readonly code: 'one-row' }
  /** A sum of squares beyond the largest number. */
  | { readonly code: 'overflow' }
  /** A time or a row count that must be above 0 is not. */
  | { readonly code: 'not-positive'; readonly field: 'predict_ns' | 'rows' }

/** A number, never NaN, or the reason why there is none. */
export type Score =
  | {
      readonly defined: true
      readonly value: number
      /** Class codes whose ratio was 0 / 0 and entered the score as 0, as in scikit-learn's default. */
      readonly zero_division?: readonly number[]
    }
  | { readonly defined: false; readonly reason: UndefinedScore }

/** What every score of a classification gets; a score reads what it needs. */
export interface ScoreInput {
  /** (m,) class codes 0 … n_classes − 1. */
  readonly y_true: Int32Array
  /** (m,) class codes. */
  readonly y_pred: Int32Array
  /** (m, n_classes), row-major; absent for engines that give labels only. */
  readonly probabilities?: Float64Array
  readonly n_classes: number
  /** Class code of the positive class; scores over all classes ignore it. */
  readonly positive: number
}

/** What every score of a regression gets: numbers of the same m rows, all finite. */
export interface ErrorInput {
  /** (m,) */
  readonly y_true: Float64Array
  /** (m,) */
  readonly y_pred: Float64Array
}

export type ScoreFunction = (input: ScoreInput) => Score
export type ErrorFunction = (input: ErrorInput) => Score

export function definedScore(value: number): Score {
  return { defined: true, value }
}

/** Undefined where a sum overflowed. */
export function finiteScore(value: number): Score {
  return Number.isFinite(value) ? definedScore(value) : undefinedScore({ code: 'overflow' })
}

export function undefinedScore(reason: UndefinedScore): Score {
  return { defined: false, reason }
}
