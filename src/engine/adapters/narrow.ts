import type { Matrix } from '../../data/matrix.ts'
import { requireSquareRange } from './square-range.ts'

/** Row-major rows in float32. */
export interface Float32Rows {
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array
}

export function toFloat32(X: Matrix): Float32Rows {
  requireSquareRange(X, 'float32')
  return { rows: X.rows, columns: X.columns, values: Float32Array.from(X.values) }
}
