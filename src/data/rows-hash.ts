import { createHash, type Hash } from 'node:crypto'
import type { Column, Table, Target } from './dataset.ts'

/**
 * The sha256 of raw rows, the same for everybody who has the same numbers, whatever file they came in
 * (`docs/compare.md` defines it, `scripts/export_sklearn.py` computes it too). In this order:
 *
 * - each feature in file order: a numeric one as n little-endian float64, −0 as 0 and missing as the quiet NaN
 *   7ff8000000000000; any other as the UTF-8 of each cell and a zero byte, missing as nothing before it;
 * - the target: classes as n little-endian uint32, numbered in the order in which they first appear, so that their
 *   names do not matter; the values of a regression as float64.
 */
export function rowsHash({ columns, target }: Pick<Table, 'columns' | 'target'>): string {
  const hash = createHash('sha256')
  for (const column of columns) updateColumn(hash, column)
  updateTarget(hash, target)
  return hash.digest('hex')
}

/** Class labels in the order in which rows first have them: position i is number i of the hash. */
export function classesByAppearance({ codes, classes }: Extract<Target, { kind: 'classes' }>): string[] {
  return [...new Set(codes)].map((code) => classes[code])
}

/** Whether every feature is a number in every row: then neither filling nor encoding changes anything. */
export function isCompleteNumbers({ columns }: Pick<Table, 'columns'>): boolean {
  return columns.every((column) => column.kind === 'numeric' && !column.values.some(Number.isNaN))
}

function updateColumn(hash: Hash, column: Column): void {
  if (column.kind === 'numeric') {
    hash.update(floatBytes(column.values))
    return
  }
  for (const code of column.codes) hash.update(`${code < 0 ? '' : column.levels[code]}\0`)
}

function updateTarget(hash: Hash, target: Target): void {
  if (target.kind === 'values') {
    hash.update(floatBytes(target.values))
    return
  }
  const numbers = new Map(classesByAppearance(target).map((label, number) => [label, number]))
  hash.update(uint32Bytes(Array.from(target.codes, (code) => numbers.get(target.classes[code]) ?? 0)))
}

function floatBytes(values: Float64Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(8 * values.length))
  for (const [i, value] of values.entries()) {
    if (Number.isNaN(value)) bytes.setBigUint64(8 * i, 0x7ff8000000000000n, true)
    else bytes.setFloat64(8 * i, value + 0, true) // −0 + 0 is 0
  }
  return new Uint8Array(bytes.buffer)
}

/** Whole numbers as little-endian uint32. */
export function uint32Bytes(values: ArrayLike<number>): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * values.length))
  for (let i = 0; i < values.length; i++) bytes.setUint32(4 * i, values[i], true)
  return new Uint8Array(bytes.buffer)
}
