import { InputError } from '../../config/input-error.ts'
import { printable } from '../../config/printable.ts'
import { yamlList } from '../../config/yaml-text.ts'
import { eachFeature } from '../each-feature.ts'
import type { Feature, Frame } from '../frame.ts'

/** Puts the median of the training part in place of missing numbers, as `SimpleImputer(strategy="median")` does. */
export function imputeMedian(frame: Frame): Frame {
  return { ...frame, features: eachFeature(frame.features, imputeFeature) }
}

function imputeFeature(feature: Feature): Feature {
  if (feature.kind === 'one-hot') return feature
  const value = median(feature)
  for (const part of [feature.train, feature.test]) fill(part, value)
  return { ...feature, statistics: { ...feature.statistics, median: value } }
}

function fill(values: Float64Array, value: number): void {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) values[i] = value
}

function median({ name, column, train }: Feature): number {
  const present = presentValues(train).sort()
  if (present.length === 0) {
    throw new InputError({
      column: name,
      found: `column ${printable(name)} has no value in the training rows, so it has no median.`,
      fix: `Add  drop: ${yamlList([column])}`,
    })
  }
  const upper = present[present.length >>> 1]
  if (present.length % 2 === 1) return upper
  const lower = present[(present.length >>> 1) - 1]
  const middle = (lower + upper) / 2
  return Number.isFinite(middle) ? middle : lower / 2 + upper / 2
}

function presentValues(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length)
  let count = 0
  for (const value of values) if (!Number.isNaN(value)) present[count++] = value
  return present.subarray(0, count)
}
