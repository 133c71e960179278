import type { Matrix } from '../data/matrix.ts'

/** What an engine is asked about: training rows with their class codes, and the rows to classify. */
export interface SuiteData {
  readonly X_train: Matrix
  readonly y_train: Int32Array
  readonly X_score: Matrix
  readonly n_classes: number
}

/** The same with numbers to predict. */
export interface ValueSuiteData {
  readonly X_train: Matrix
  readonly y_train: Float64Array
  readonly X_score: Matrix
}

/** One set of data of the suite; every metric and weights that an engine declares is asked at each k. */
export interface SuiteCase<D = SuiteData> {
  readonly name: string
  /** What the data are, in a few words. */
  readonly what: string
  readonly data: D
  readonly n_neighbors: readonly number[]
  /** Metrics that have no finite answer there, so that none is right. */
  readonly without?: readonly string[]
}

export type ValueSuiteCase = SuiteCase<ValueSuiteData>

/** `200 × 5`. */
export function sizeOf({ X_train }: Pick<SuiteData, 'X_train'>): string {
  return `${X_train.rows.toLocaleString('en')} × ${X_train.columns.toLocaleString('en')}`
}
