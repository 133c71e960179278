import type { MatrixLike } from '../matrix.ts'
import { BLOCK_ROWS, NO_ROW } from '../packed-rows.ts'
import type { Partition } from '../tree/partition.ts'
import { type Coordinates, chooseCoordinates, roundingOf } from './coordinates.ts'
import { MODEL_BYTES, type ModelFields, writeModel } from './layout.ts'
import { boxesOf, type Leaves, layLeaves, splitsOf } from './leaves.ts'
import type { LinearMemory } from './linear-memory.ts'

/** Training rows that are brought into the scan's coordinates in one call. */
const CHUNK_ROWS = 4096

/** A fitted model in memory of its own; everything above `memory.top` is free. */
export interface WasmModel {
  readonly memory: LinearMemory
  /** Address of the fields. */
  readonly at: number
  readonly features: number
  readonly blocks: number
  /** Splits on the longest way from the root to a leaf. */
  readonly depth: number
}

/** About what `placeModel` needs, padding and boxes included. */
export function bytesOfModel({ rows, columns }: MatrixLike): number {
  return rows * (columns * 14 + 8)
}

/** Lays X (n, d) out in empty memory for the kernels; `partition` cuts its rows in the scan's coordinates. */
export function placeModel(
  X: MatrixLike,
  metric: 'euclidean' | 'manhattan',
  memory: LinearMemory,
  partition: (Y: MatrixLike) => Partition,
): WasmModel {
  const at = memory.take(MODEL_BYTES)
  const fields = firstFields(memory, X, metric, chooseCoordinates(X))
  writeModel(memory, at, fields)
  const { Y, largestNorm } = coarse(memory, at, X)
  const parts = partition(Y)
  const leaves = layLeaves(parts)
  const boxes = boxesOf(Y, parts)
  const splits = splitsOf(boxes, leaves.children, X.columns)
  const rows = placeRows(memory, X, Y, leaves)
  writeModel(memory, at, {
    ...fields,
    ...rows,
    largestNorm,
    indices: memory.put(leaves.slots),
    children: memory.put(leaves.children),
    first: memory.put(leaves.first),
    end: memory.put(leaves.end),
    boxes: memory.put(boxes),
    splitFeature: memory.put(splits.features),
    splitLimit: memory.put(splits.limits),
  })
  return { memory, at, features: X.columns, blocks: leaves.blocks, depth: parts.depth }
}

/** What is known before the rows are cut; the rest is 0. */
function firstFields(
  memory: LinearMemory,
  X: MatrixLike,
  metric: 'euclidean' | 'manhattan',
  { center, scale, order }: Coordinates,
): ModelFields {
  return {
    scale,
    ...roundingOf(X.columns),
    manhattan: metric === 'manhattan' ? 1 : 0,
    features: X.columns,
    center: memory.put(center),
    order: memory.put(order),
    ...{ largestNorm: 0, rows: 0, indices: 0, blocks: 0, children: 0, first: 0, end: 0 },
    ...{ boxes: 0, splitFeature: 0, splitLimit: 0 },
  }
}

/** The rows of X as the scan sees them, rounded to float32, and the largest of their norms. */
function coarse(memory: LinearMemory, model: number, X: MatrixLike): { Y: MatrixLike; largestNorm: number } {
  const { top } = memory
  const values = new Float64Array(X.values.length)
  const cells = Math.min(CHUNK_ROWS, X.rows) * X.columns
  const given = memory.take(cells * 8)
  const work = memory.take(X.columns * 8)
  const out = memory.take(cells * 4)
  let largestNorm = 0
  for (let start = 0; start < values.length; start += cells) {
    const part = X.values.subarray(start, start + cells)
    memory.doubles(given, part.length).set(part)
    const norm = memory.kernels.coarseRows(model, given, part.length / X.columns, work, out)
    largestNorm = Math.max(largestNorm, norm)
    values.set(memory.floats(out, part.length), start)
  }
  memory.release(top)
  return { Y: { ...X, values }, largestNorm }
}

/** The rows as given, slot by slot, and as the scan sees them, block by block and feature by feature. */
function placeRows(memory: LinearMemory, X: MatrixLike, Y: MatrixLike, { slots }: Leaves) {
  const d = X.columns
  const rows = memory.take(slots.length * d * 8)
  const blocks = memory.take(slots.length * d * 4)
  const exact = memory.doubles(rows, slots.length * d)
  const packed = memory.floats(blocks, slots.length * d).fill(Number.NaN)
  for (const [slot, row] of slots.entries()) {
    if (row === NO_ROW) continue
    const lane = slot % BLOCK_ROWS
    const first = (slot - lane) * d + lane
    for (let f = 0; f < d; f++) {
      exact[slot * d + f] = X.values[row * d + f]
      packed[first + f * BLOCK_ROWS] = Y.values[row * d + f]
    }
  }
  return { rows, blocks }
}
