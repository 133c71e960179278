import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import { yamlList } from '../config/yaml-text.ts'
import type { Feature } from './frame.ts'

/**
 * Squares of smaller differences are below the normal numbers, or so near that their sums lose digits: 2⁻¹⁰²² is
 * the smallest normal number and 2⁻⁵² its relative spacing.
 */
export const SMALLEST_SQUARE = 2 ** -970

interface Range {
  readonly feature: Feature
  readonly least: number
  readonly largest: number
}

/** Throws where squared distances leave the range of float64, so that the order of neighbors would be lost. */
export function checkSquares(features: readonly Feature[]): void {
  const ranges = features.map(rangeOf)
  checkOverflow(ranges)
  checkUnderflow(ranges)
}

/** d terms of at most (2·max|x|)² stay below half of the largest number; it bounds every term of the norm form too. */
function checkOverflow(ranges: readonly Range[]): void {
  const size = ({ least, largest }: Range) => Math.max(-least, largest)
  const most = mostOf(ranges, size)
  if (Number.isFinite(8 * ranges.length * size(most) ** 2)) return
  throw outOfRange(most.feature, `reaches ${size(most)}, so that squared distances overflow.`)
}

/** One column that differs enough carries the others; where none does, all rows would be equally near. */
function checkUnderflow(ranges: readonly Range[]): void {
  const spread = ({ least, largest }: Range) => largest - least
  const most = mostOf(ranges, spread)
  if (spread(most) === 0 || spread(most) ** 2 >= SMALLEST_SQUARE) return
  throw outOfRange(most.feature, `spans only ${spread(most)}, so that squared distances underflow.`)
}

function mostOf(ranges: readonly Range[], size: (range: Range) => number): Range {
  return ranges.reduce((most, range) => (size(range) > size(most) ? range : most))
}

function rangeOf(feature: Feature): Range {
  let least = Number.POSITIVE_INFINITY
  let largest = Number.NEGATIVE_INFINITY
  for (const values of [feature.train, feature.test]) {
    for (const value of values) {
      least = Math.min(least, value)
      largest = Math.max(largest, value)
    }
  }
  return { feature, least, largest }
}

function outOfRange({ name, column }: Feature, found: string): InputError {
  return new InputError({
    column,
    found: `column ${printable(name)} ${found}`,
    fix: `Rescale the column, or add  drop: ${yamlList([column])}`,
  })
}
