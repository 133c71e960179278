import type { Matrix } from '../../data/matrix.ts'

const LARGEST = { float32: 2 ** 128 - 2 ** 104, float64: Number.MAX_VALUE }

/**
 * Throws for NaN, ±Inf, and values whose squared distance could be beyond the largest number of the type in which a
 * library computes: it would take them, and answer anything.
 */
export function requireSquareRange({ columns, values }: Matrix, dtype: 'float32' | 'float64'): void {
  const limit = Math.sqrt(LARGEST[dtype] / columns) / 2
  const found = values.find((value) => !(Math.abs(value) <= limit))
  if (found === undefined) return
  throw new Error(
    Number.isFinite(found)
      ? `${found} is too large for squared distances in ${dtype}; at most ${limit.toPrecision(6)} is`
      : `a value is ${found}; only finite numbers have distances`,
  )
}
