import { InputError } from '../../config/input-error.ts'
import { printable } from '../../config/printable.ts'
import type { Feature, Frame } from '../frame.ts'

/** Puts the median of the training part in place of missing numbers, as `SimpleImputer(strategy="median")` does. */
export function imputeMedian(frame: Frame): Frame {
  return { ...frame, features: frame.features.map(imputeFeature) }
}

function imputeFeature(feature: Feature): Feature {
  if (feature.kind === 'one-hot') return feature
  const value = median(feature)
  const filled = (values: Float64Array) => values.map((cell) => (Number.isNaN(cell) ? value : cell))
  return {
    ...feature,
    train: filled(feature.train),
    test: filled(feature.test),
    statistics: { ...feature.statistics, median: value },
  }
}

function median({ name, train }: Feature): number {
  const present = train.filter((cell) => !Number.isNaN(cell)).sort()
  if (present.length === 0) {
    throw new InputError({
      found: `column ${printable(name)} has no value in the training rows, so it has no median.`,
      fix: `Add  drop: [${printable(name)}]`,
    })
  }
  const upper = present[present.length >>> 1]
  if (present.length % 2 === 1) return upper
  const lower = present[(present.length >>> 1) - 1]
  const middle = (lower + upper) / 2
  return Number.isFinite(middle) ? middle : lower / 2 + upper / 2
}
