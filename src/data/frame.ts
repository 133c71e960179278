import type { DataWarning } from './case.ts'
import type { Dataset } from './dataset.ts'
import type { SplitIndices } from './split.ts'

/** What a step learned from the training part of a feature. */
export interface FeatureStatistics {
  readonly median?: number
  readonly mean?: number
  /** The divisor: the population standard deviation, or 1 for a constant column. */
  readonly scale?: number
}

/** A column of the prepared matrix; NaN means missing. Steps write into its arrays, which are the frame's own. */
export interface Feature {
  readonly name: string
  readonly kind: 'numeric' | 'one-hot'
  /** The column of the table it came from. */
  readonly column: string
  /** The level that a one-hot feature marks with 1. */
  readonly level?: string
  readonly train: Float64Array
  readonly test: Float64Array
  readonly statistics: FeatureStatistics
}

/** A text column that no step has encoded yet; −1 means missing. */
export interface Categories {
  readonly name: string
  readonly levels: readonly string[]
  readonly train: Int32Array
  readonly test: Int32Array
}

/** What the preparation steps hand on; a step takes one for its own and gives another. */
export interface Frame {
  readonly features: readonly Feature[]
  readonly categories: readonly Categories[]
  readonly warnings: readonly DataWarning[]
}

/** The columns of a dataset, cut into training and test part in the order of the indices. */
export function splitFrame(
  { columns, warnings }: Pick<Dataset, 'columns' | 'warnings'>,
  { train, test }: SplitIndices,
): Frame {
  const features: Feature[] = []
  const categories: Categories[] = []
  for (const column of columns) {
    const { name } = column
    if (column.kind === 'numeric') {
      const take = (rows: Int32Array) => takeRows(column.values, rows)
      const parts = { train: take(train), test: take(test) }
      features.push({ name, kind: 'numeric', column: name, ...parts, statistics: {} })
    } else {
      const take = (rows: Int32Array) => rows.map((row) => column.codes[row])
      categories.push({ name, levels: column.levels, train: take(train), test: take(test) })
    }
  }
  return { features, categories, warnings }
}

function takeRows(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]]
  return taken
}
