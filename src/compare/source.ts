import type { Configuration } from '../config/study.ts'
import type { ScoreName } from '../metrics/scores.ts'

/** Results of anybody's: what every format is read into. Undefined means that the source does not say. */
export interface Source {
  /** What tables and messages call it. */
  readonly name: string
  readonly kind: 'ledger' | 'tidy CSV' | 'cv_results_' | 'table'
  readonly series: readonly Series[]
  /** What was read and what was left out, for people. */
  readonly notes: readonly string[]
}

/** What one implementation scored on one dataset with one split and one preparation. */
export interface Series {
  readonly source: string
  readonly dataset: string | undefined
  readonly engine: string
  readonly facts: Facts
  /** Of a cross-validation its folds, of a holdout the one; empty where only a mean is known. */
  readonly folds: readonly FoldFacts[]
  readonly cells: readonly Cell[]
  /** What had to be taken for granted to read it: `weights are uniform`. */
  readonly assumed: readonly string[]
}

export interface Facts {
  readonly rows?: number | undefined
  /** Of `src/data/rows-hash.ts`. */
  readonly rows_sha256?: string | undefined
  /** Bytes of the file of data. */
  readonly source_sha256?: string | undefined
  /** Whether all features are numbers without a gap. */
  readonly complete_numbers?: boolean | undefined
  /** Labels in the order in which rows first have them. */
  readonly classes?: readonly string[] | undefined
  /** In words, with its seed. */
  readonly split?: string | undefined
  /** The split as a study file has it. */
  readonly split_entry?: Readonly<Record<string, unknown>> | undefined
  /** Steps in their order; none: raw numbers. */
  readonly prepare?: readonly string[] | undefined
  readonly algorithm?: string | undefined
  readonly dtype?: string | undefined
  readonly threads?: number | undefined
  /** The rule of a tied vote: `smallest-label`. */
  readonly ties?: string | undefined
  /** How precision, recall and F1 average classes. */
  readonly average?: string | undefined
  readonly library?: string | undefined
  readonly task?: 'classification' | 'regression' | undefined
  readonly target?: string | undefined
  readonly path?: string | undefined
}

export interface FoldFacts {
  readonly n_train?: number | undefined
  readonly n_test?: number | undefined
  /** Of `src/data/split-hash.ts`. */
  readonly test_sha256?: string | undefined
  /** Bytes of the prepared training part as the `.npy` file that engines get. */
  readonly X_train_sha256?: string | undefined
}

export interface Cell {
  readonly configuration: Configuration
  /** Why it has no scores; undefined where it may have. */
  readonly failed: string | undefined
  readonly scores: ReadonlyMap<ScoreName, ScoreValues>
  /** One prediction, nanoseconds a row. */
  readonly predict_row_ns: number | undefined
  /** Labels of one fold; undefined where they are not known. */
  readonly predictions: (fold: number) => Predictions | undefined
}

export interface ScoreValues {
  /** As many as the series has folds; undefined where a fold has no score. */
  readonly folds: readonly (Printed | undefined)[]
  /** The mean over folds, or the score of a holdout. */
  readonly whole: Printed | undefined
}

/** A number as it was printed: it may be off by half a unit of its last digit. */
export interface Printed {
  readonly value: number
  readonly half_unit: number
}

export interface Predictions {
  /** Row numbers of the dataset, from 0. */
  readonly rows: ArrayLike<number>
  readonly labels: readonly string[]
  /** What is true of the same rows, where the source says so. */
  readonly truth: readonly string[] | undefined
}

export function noPredictions(): undefined {
  return undefined
}
