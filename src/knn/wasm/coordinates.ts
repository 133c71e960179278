import type { MatrixLike } from '../matrix.ts'

/** Unit roundoffs of float32 and float64. */
const U32 = 2 ** -24
const U64 = 2 ** -53

/** Rows that the order of features is drawn from. */
const SAMPLE_ROWS = 4096

/** How the scan sees rows: moved, scaled by a power of two, its features in another order. */
export interface Coordinates {
  /** (d,): the middle of each feature's range, which keeps the scaled values as small as can be. */
  readonly center: Float64Array
  /** No scaled value is larger than 1; exact where it is no power below the smallest. */
  readonly scale: number
  /** (d,): features of large variance first, so that most rows are out after a few of them. */
  readonly order: Int32Array
}

/**
 * The constants of the float32 bound (docs/float32-bound.md): both points of a pair move by at most `relative` times
 * their norm and `absolute` in all.
 */
export interface Rounding {
  readonly relative: number
  readonly absolute: number
}

export function chooseCoordinates(X: MatrixLike): Coordinates {
  const { low, high } = ranges(X)
  // Halved first: the sum of two large values may overflow, their difference may not (`largestMagnitude`).
  const center = low.map((value, f) => value / 2 + high[f] / 2)
  const reach = high.reduce((most, value, f) => Math.max(most, value - center[f], center[f] - low[f]), 0)
  return { center, scale: scaleFor(reach), order: byVariance(X, center) }
}

export function roundingOf(n_features: number): Rounding {
  return {
    // To float32: u of each norm, here with a thousandth more for the norm's own rounding; the difference to the center
    // in float64: 2⁻⁵³ of each, doubled.
    relative: U32 * (1 + 2 ** -10) + 2 * U64,
    // A value that underflows moves by 2⁻¹⁵⁰, in float64 by much less: √d of it a point in the 2-norm, d in the 1-norm,
    // two points; doubled.
    absolute: n_features * 2 ** -148,
  }
}

function ranges({ values, columns }: MatrixLike): { low: Float64Array; high: Float64Array } {
  const low = values.slice(0, columns)
  const high = values.slice(0, columns)
  for (let start = columns; start < values.length; start += columns) {
    for (let f = 0; f < columns; f++) {
      const value = values[start + f]
      if (value < low[f]) low[f] = value
      if (value > high[f]) high[f] = value
    }
  }
  return { low, high }
}

/** The power of two that brings `reach` to 1 or just below, within what float64 can hold and invert. */
function scaleFor(reach: number): number {
  if (reach === 0) return 1
  let exponent = -Math.ceil(Math.log2(reach))
  exponent = Math.max(-1000, Math.min(1000, exponent))
  return 2 ** exponent
}

/** Only a heuristic: overflow or rounding here costs speed, never a neighbor. */
function byVariance({ values, rows, columns }: MatrixLike, center: Float64Array): Int32Array {
  const step = Math.max(1, Math.floor(rows / SAMPLE_ROWS))
  const spreads = center.map((middle, f) => {
    let count = 0
    let sum = 0
    let squares = 0
    for (let row = 0; row < rows; row += step) {
      const t = values[row * columns + f] - middle
      count++
      sum += t
      squares += t * t
    }
    return squares - (sum / count) * sum
  })
  return Int32Array.from(spreads.keys()).sort((a, b) => spreads[b] - spreads[a] || a - b)
}
