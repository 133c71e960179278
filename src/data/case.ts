import type { CaseSplit } from './case-split.ts'

/** Something a reader of the results should know about the data; worded by the report. */
export type DataWarning =
  | { readonly code: 'constant-column'; readonly column: string }
  | { readonly code: 'unseen-level'; readonly column: string; readonly level: string; readonly rows: number }
  | { readonly code: 'positive-guessed'; readonly positive: string }
  | { readonly code: 'synthetic' }

/** dataset × split × preparation, prepared: what engines get, as content-addressed files. */
export interface PreparedCase {
  /** Readable and unique within a study: `wine/holdout-0.2-stratified-42/default`, `wine/kfold-5-42-fold-1/default`. */
  readonly case_id: string
  readonly dataset: string
  readonly split: CaseSplit
  /** The split without its seed and fold, for tables: `holdout-0.2-stratified`. */
  readonly split_label: string
  readonly prepare: string
  /** sha256 over source bytes, table options, split and steps. */
  readonly key: string
  readonly directory: string
  readonly n_train: number
  readonly n_test: number
  readonly n_features: number
  /** Labels in class-code order. */
  readonly classes: readonly string[]
  readonly positive: string
  readonly features: readonly string[]
  readonly warnings: readonly DataWarning[]
  /** sha256 of the files' bytes, and of the source. */
  readonly hashes: {
    readonly source: string
    readonly X_train: string
    readonly X_test: string
    readonly y_train: string
    readonly y_test: string
    readonly train_index: string
    readonly test_index: string
  }
}

/** File names inside `PreparedCase.directory`. */
export const CASE_FILES = {
  X_train: 'X_train.npy',
  X_test: 'X_test.npy',
  y_train: 'y_train.npy',
  y_test: 'y_test.npy',
  train_index: 'train_index.npy',
  test_index: 'test_index.npy',
  features: 'features.json',
} as const
