import type { Matrix } from '../../data/matrix.ts'

/** Row-major rows in float32. */
export interface Float32Rows {
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array
}

export function toFloat32(X: Matrix): Float32Rows {
  requireFloat32Range(X)
  return { rows: X.rows, columns: X.columns, values: Float32Array.from(X.values) }
}

const LARGEST = 2 ** 128 - 2 ** 104

/** Throws where a squared distance could be beyond the largest number of float32, for a library that computes in it. */
export function requireFloat32Range({ columns, values }: Matrix): void {
  const limit = Math.sqrt(LARGEST / columns) / 2
  const found = values.find((value) => Math.abs(value) > limit)
  if (found === undefined) return
  throw new Error(
    `${found.toPrecision(6)} is too large for squared distances in float32; at most ${limit.toPrecision(6)} is`,
  )
}
