import type { Matrix } from '../../data/matrix.ts'

/** An array of rows, the documented input of most npm libraries. */
export type ArrayRows = readonly number[][]

export function toArrayRows({ rows, columns, values }: Matrix): ArrayRows {
  return Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns)))
}
