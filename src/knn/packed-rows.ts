import type { MatrixLike } from './matrix.ts'

/** Training rows in one block; eight running sums fill the registers without spilling. */
export const BLOCK_ROWS = 8

/** Index of a padding row. Its values are Infinity, so no scan ever offers it. */
export const NO_ROW = 2 ** 31 - 1

/**
 * Training rows re-laid for the scans: blocks of eight rows, within a block feature by feature, so that the
 * eight values of one feature lie together. Value of feature f of row r of block b:
 * `values[(b * columns + f) * 8 + r]`; its training index: `indices[b * 8 + r]`.
 */
export interface PackedRows {
  readonly blocks: number
  readonly columns: number
  readonly values: Float64Array
  readonly indices: Int32Array
}

/** Rows `order[start]` … `order[end - 1]` of a training matrix. */
export interface RowRange {
  readonly start: number
  readonly end: number
}

/** Packs the ranges one after another; each begins a new block, the last block of each is padded. */
export function packRows(X: MatrixLike, order: Int32Array, ranges: readonly RowRange[]): PackedRows {
  const blocks = ranges.reduce((sum, range) => sum + countBlocks(range), 0)
  const packed = {
    blocks,
    columns: X.columns,
    values: new Float64Array(blocks * BLOCK_ROWS * X.columns).fill(Number.POSITIVE_INFINITY),
    indices: new Int32Array(blocks * BLOCK_ROWS).fill(NO_ROW),
  }
  let slot = 0
  for (const range of ranges) {
    for (let i = range.start; i < range.end; i++) packRow(packed, slot + i - range.start, X, order[i])
    slot += countBlocks(range) * BLOCK_ROWS
  }
  return packed
}

/** Blocks that a range fills, the padded one included. */
export function countBlocks({ start, end }: RowRange): number {
  return Math.ceil((end - start) / BLOCK_ROWS)
}

function packRow(packed: PackedRows, slot: number, X: MatrixLike, row: number): void {
  const lane = slot % BLOCK_ROWS
  const first = (slot - lane) * X.columns + lane
  for (let f = 0; f < X.columns; f++) {
    packed.values[first + f * BLOCK_ROWS] = X.values[row * X.columns + f]
  }
  packed.indices[slot] = row
}
