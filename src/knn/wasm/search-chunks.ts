import type { MatrixLike } from '../matrix.ts'
import type { NeighborBuffers } from '../nearest-lists.ts'
import { BLOCK_ROWS } from '../packed-rows.ts'
import { TASK_BYTES, type TaskFields, writeTask } from './layout.ts'
import type { WasmModel } from './model.ts'

/** Queries, their float32 form and their answers: as many at once as need this, at least four. */
const CHUNK_BYTES = 8 * 2 ** 20
const GROUP = 4
const STACK_ENTRY_BYTES = 32
/** Candidates beyond k, by ties or because float32 cannot tell them apart, before a query goes on in float64. */
const SPARE_CANDIDATES = 64
/** Candidates that come before those beyond the limit leave: at least so many, and half of k. */
const LEAST_ROOM = 16

/** Searches the queries chunk by chunk, so that memory does not grow with their number. */
export function searchChunks(
  model: WasmModel,
  queries: MatrixLike,
  k: number,
  { indices, values }: NeighborBuffers,
): void {
  const { memory, features } = model
  const { top } = memory
  const size = Math.min(queries.rows, chunkRows(features, k))
  const task = takeTask(model, size, k)
  const at = memory.take(TASK_BYTES)
  for (let start = 0; start < queries.rows; start += size) {
    const count = Math.min(size, queries.rows - start)
    const part = queries.values.subarray(start * features, (start + count) * features)
    memory.doubles(task.queries, part.length).set(part)
    writeTask(memory, at, { ...task, count })
    memory.kernels.search(model.at, at)
    indices.set(memory.integers(task.outIndices, count * k), start * k)
    values.set(memory.doubles(task.outValues, count * k), start * k)
  }
  memory.release(top)
}

function chunkRows(features: number, k: number): number {
  return Math.max(GROUP, Math.floor(CHUNK_BYTES / (features * 12 + k * 12 + 16)))
}

function takeTask({ memory, features, blocks, depth }: WasmModel, size: number, k: number): TaskFields {
  const room = Math.max(LEAST_ROOM, k >> 1)
  const capacity = k + room + SPARE_CANDIDATES
  const integers = (length: number) => memory.take(length * 4)
  const doubles = (length: number) => memory.take(length * 8)
  return {
    queries: doubles(size * features),
    count: size,
    neighbors: k,
    outIndices: integers(size * k),
    outValues: doubles(size * k),
    coarse: integers(size * features),
    slack: doubles(size),
    leaf: integers(size),
    sorted: integers(size),
    counts: integers(blocks + 1),
    blockCount: blocks,
    group: integers(features * GROUP),
    limits: integers(GROUP),
    groupSlack: doubles(GROUP),
    members: integers(GROUP),
    held: integers(GROUP),
    margins: doubles(GROUP),
    // A block may go beyond the brim, and a last vector beyond the candidates.
    keys: integers(GROUP * (capacity + BLOCK_ROWS + GROUP)),
    slots: integers(GROUP * (capacity + BLOCK_ROWS + GROUP)),
    capacity,
    room,
    brims: integers(GROUP),
    ordered: integers(capacity + BLOCK_ROWS),
    sums: integers(BLOCK_ROWS),
    // One entry waits for each split on the way down, and the floors of the last pair lie above them.
    stack: memory.take((depth + 1) * STACK_ENTRY_BYTES),
    work: doubles(features),
  }
}
