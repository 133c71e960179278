import type { DataWarning } from './case.ts'
import type { CellPosition } from './csv-position.ts'

/** One value per row; NaN means missing. */
export interface NumericColumn {
  readonly kind: 'numeric'
  readonly name: string
  readonly values: Float64Array
}

/** One code per row into `levels`, which are in code-point order; −1 means missing. */
export interface CategoricalColumn {
  readonly kind: 'categorical'
  readonly name: string
  readonly levels: readonly string[]
  readonly codes: Int32Array
}

export type Column = NumericColumn | CategoricalColumn

/** Codes into `classes`, which are in label order: numeric if all are decimal literals, else by code point. */
export interface ClassTarget {
  readonly kind: 'classes'
  readonly name: string
  readonly codes: Int32Array
  readonly classes: readonly string[]
}

/** The numbers to predict; all finite. */
export interface ValueTarget {
  readonly kind: 'values'
  readonly name: string
  readonly values: Float64Array
}

export type Target = ClassTarget | ValueTarget

/** What a table file holds: feature columns in file order, and the target. */
export interface Table {
  readonly n: number
  readonly columns: readonly Column[]
  readonly target: Target
  /** Where the target's name stands in the file, if it has a place there. */
  readonly target_at?: CellPosition
}

/** A table with its identity. Nothing in it depends on a split. */
export interface Dataset extends Table {
  readonly name: string
  /** What errors call the source: a path, or the name of a generated dataset. */
  readonly source: string
  /** sha256 of the source bytes; of the recipe, where the data are generated. */
  readonly source_sha256: string
  /** The label that scores count as positive; empty for regression. */
  readonly positive: string
  readonly warnings: readonly DataWarning[]
}
