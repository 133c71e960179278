import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CASE_FILES, type PreparedCase } from './case.ts'
import type { Matrix } from './matrix.ts'
import { RandomState } from './mt19937.ts'
import { npyBytes, readMatrix, writeNpy } from './npy.ts'
import { removeLeft, writeWhole } from './temporary.ts'

/**
 * Positions in the test part, ascending: the first `rows` of one seeded permutation, so that a smaller sample lies
 * within a larger one of the same seed. `all`, or more rows than there are, gives every position.
 */
export function sampleRows(n_test: number, rows: number | 'all', seed: number): Int32Array {
  const order = new RandomState(seed).permutation(n_test)
  return order.slice(0, rows === 'all' ? n_test : rows).sort()
}

/** The name under which `writeRows` keeps a sample of so many rows with this seed. */
export function rowsName(rows: number, seed: number): string {
  return `rows-${rows}-seed-${seed}`
}

/** Writes the chosen test rows as `X_<name>.npy` beside the case and gives its path; all rows are `X_test.npy` itself. */
export function writeRows(prepared: PreparedCase, positions: Int32Array, name: string): string {
  const whole = join(prepared.directory, CASE_FILES.X_test)
  if (positions.length === prepared.n_test) return whole
  const path = join(prepared.directory, `X_${name}.npy`)
  const { rows, columns, values } = takeRows(readMatrix(whole), positions)
  const content = { shape: [rows, columns], data: values }
  const isThere = existsSync(path) && readFileSync(path).equals(npyBytes(content))
  if (isThere) return path
  removeLeft(prepared.directory)
  writeWhole(path, (temporary) => writeNpy(temporary, content))
  return path
}

function takeRows({ columns, values }: Matrix, positions: Int32Array): Matrix {
  const taken = new Float64Array(positions.length * columns)
  for (const [i, position] of positions.entries()) {
    taken.set(values.subarray(position * columns, (position + 1) * columns), i * columns)
  }
  return { rows: positions.length, columns, values: taken }
}
