import type { Configuration } from '../config/study.ts'
import type { ScoreName } from '../metrics/scores.ts'
import type { Facts, Printed } from './source.ts'

/** One row of a CSV file, whatever its format: a configuration, or one fold of one. */
export interface ReadRow {
  readonly line: number
  readonly dataset: string | undefined
  readonly engine: string | undefined
  readonly facts: Facts
  readonly configuration: Configuration
  /** As the file counts it, where it has a row a fold. */
  readonly fold: number | undefined
  readonly scores: ReadonlyMap<ScoreName, ReadScore>
  readonly failed: string | undefined
  readonly predict_row_ns: number | undefined
  readonly assumed: readonly string[]
}

/** The scores of all folds, or one number: of the row's fold, or else of the whole. */
export type ReadScore =
  | {
      readonly kind: 'folds'
      readonly values: readonly (Printed | undefined)[]
      readonly mean?: Printed | undefined
    }
  | { readonly kind: 'one'; readonly value: Printed | undefined }
