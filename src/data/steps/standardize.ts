import { InputError } from '../../config/input-error.ts'
import { printable } from '../../config/printable.ts'
import { yamlList } from '../../config/yaml-text.ts'
import type { DataWarning } from '../case.ts'
import { SMALLEST_SQUARE } from '../check-squares.ts'
import { eachFeature } from '../each-feature.ts'
import type { Feature, Frame } from '../frame.ts'

/**
 * Subtracts the mean and divides by the population standard deviation of the training part, for every column, as
 * `StandardScaler` does. Missing cells are left out of both and stay missing. A constant column is divided by 1.
 */
export function standardize(frame: Frame): Frame {
  const scaled = eachFeature(frame.features, scaleFeature)
  const constant = scaled.filter(({ isConstant }) => isConstant)
  const warnings = constant.map(
    ({ feature }): DataWarning => ({ code: 'constant-column', column: feature.name }),
  )
  return {
    ...frame,
    features: scaled.map(({ feature }) => feature),
    warnings: [...frame.warnings, ...warnings],
  }
}

function scaleFeature(feature: Feature): { readonly feature: Feature; readonly isConstant: boolean } {
  const { n, mean, variance } = moments(feature.train)
  checkMoments(feature, { n, variance })
  const isConstant = variance <= varianceError(n, mean, variance)
  const scale = isConstant ? 1 : Math.sqrt(variance)
  for (const part of [feature.train, feature.test])
    for (let i = 0; i < part.length; i++) part[i] = (part[i] - mean) / scale
  const statistics = { ...feature.statistics, mean, scale }
  return { isConstant, feature: { ...feature, statistics } }
}

/**
 * Corrected two-pass algorithm (Chan, Golub and LeVeque 1983, eq. 1.7), summed in row order: the same operations
 * in the same order as scikit-learn on a row-major matrix of more than one column, so the same bits.
 */
function moments(values: Float64Array): {
  readonly n: number
  readonly mean: number
  readonly variance: number
} {
  let n = 0
  let sum = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    n++
    sum += value
  }
  const mean = sum / n
  let deviations = 0
  let squares = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    const deviation = value - mean
    deviations += deviation
    squares += deviation * deviation
  }
  return { n, mean, variance: (squares - (deviations * deviations) / n) / n }
}

function checkMoments(
  { name, column, train }: Feature,
  { n, variance }: { readonly n: number; readonly variance: number },
): void {
  const called = `column ${printable(name)}`
  const drop = `drop: ${yamlList([column])}`
  if (n === 0) {
    const found = `${called} has no value in the training rows, so it has no mean.`
    throw new InputError({ column, found, fix: `Add  ${drop}` })
  }
  const lost = Number.isFinite(variance) ? underflows(train) && 'underflow' : 'overflow'
  if (lost === false) return
  throw new InputError({
    column,
    found: `${called} has values whose squares ${lost}.`,
    fix: `Rescale the column, or add  ${drop}`,
  })
}

/** Whether the values differ, but by so little that their variance has no digits: the column would seem constant. */
function underflows(values: Float64Array): boolean {
  let least = Number.POSITIVE_INFINITY
  let largest = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < least) least = value
    if (value > largest) largest = value
  }
  return largest > least && (largest - least) ** 2 < SMALLEST_SQUARE
}

/** What rounding alone can make of the variance of a constant column: the bound scikit-learn takes from the same paper. */
function varianceError(n: number, mean: number, variance: number): number {
  return n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2
}
