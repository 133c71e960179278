import { toLabels } from './labels.ts'
import type { Job } from './protocol.ts'

/** Class codes of a classification, or the numbers of a regression. */
export type Targets = Int32Array | Float64Array

/** What the library predicted, as it is hashed and written; throws when its number or kind is not what was asked for. */
export function toPredictions(task: Job['task'], predicted: ArrayLike<number>, rows: number): Targets {
  return task === 'classification' ? toLabels(predicted, rows) : toValues(predicted, rows)
}

function toValues(predicted: ArrayLike<number>, rows: number): Float64Array {
  if (predicted.length !== rows)
    throw new Error(`predict returned ${predicted.length} values for ${rows} rows`)
  const values = Float64Array.from(predicted)
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad !== -1)
    throw new Error(`predict returned ${String(predicted[bad])} for row ${bad}, not a finite number`)
  return values
}
