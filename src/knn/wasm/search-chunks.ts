import type { MatrixLike } from '../matrix.ts'
import type { NeighborBuffers } from '../nearest-lists.ts'
import type { Sequence } from '../neighbor-search.ts'
import { BLOCK_ROWS } from '../packed-rows.ts'
import { TASK_BYTES, writeTask } from './layout.ts'
import type { KernelFunctions } from './linear-memory.ts'
import type { WasmModel } from './model.ts'
import { searchTogether } from './shared-search.ts'
import type { Part, Team } from './team.ts'

/** Queries, their float32 form and their answers: as many at once as need this, at least four. */
const CHUNK_BYTES = 8 * 2 ** 20
const GROUP = 4
const STACK_ENTRY_BYTES = 32
const CACHE_LINE_BYTES = 64
/** Candidates beyond k, by ties or because float32 cannot tell them apart, before a query goes on in float64. */
const SPARE_CANDIDATES = 64
/** Candidates that come before those beyond the limit leave: at least so many, and half of k. */
const LEAST_ROOM = 16

/** Below so many pairs of a training row and a query, waking other threads takes longer than it spares. */
const PAIRS_ALONE = 2 ** 20

/** Searches the queries chunk by chunk, so that memory does not grow with their number. */
export function searchChunks(
  model: WasmModel,
  queries: MatrixLike,
  k: number,
  { indices, values }: NeighborBuffers,
  { sequence, team }: { readonly sequence: Sequence | undefined; readonly team: Team | undefined },
): void {
  const { memory, features } = model
  const { top } = memory
  const size = Math.min(queries.rows, chunkRows(features, k))
  const shared = { ...takeShared(model, size, k), ordered: sequence === 'any' ? 0 : 1 }
  const isAlone = model.blocks * BLOCK_ROWS * size < PAIRS_ALONE
  const threads = team === undefined || isAlone ? 1 : 1 + team.helpers
  const tasks = Array.from({ length: threads }, () => ({
    fields: { ...shared, ...takeOwn(model, k) },
    at: memory.take(TASK_BYTES),
  }))
  for (let start = 0; start < queries.rows; start += size) {
    const count = Math.min(size, queries.rows - start)
    const part = queries.values.subarray(start * features, (start + count) * features)
    memory.doubles(shared.queries, part.length).set(part)
    for (const { at, fields } of tasks) writeTask(memory, at, { ...fields, count })
    const parts = tasks.map(({ at }) => ({ model: model.at, task: at, count }))
    if (team === undefined || threads === 1) searchAlone(memory.kernels, parts[0])
    else searchTogether(team, memory, parts)
    indices.set(memory.integers(shared.outIndices, count * k), start * k)
    if (sequence !== 'any') values.set(memory.doubles(shared.outValues, count * k), start * k)
  }
  memory.release(top)
}

function searchAlone(kernels: KernelFunctions, { model, task, count }: Part): void {
  kernels.prepare(model, task, 0, count)
  kernels.sortByLeaf(task)
  kernels.search(model, task, 0, count)
}

function chunkRows(features: number, k: number): number {
  return Math.max(GROUP, Math.floor(CHUNK_BYTES / (features * 12 + k * 12 + 16)))
}

/** What all threads of a search see. */
function takeShared({ memory, features, blocks }: WasmModel, size: number, k: number) {
  return {
    queries: memory.take(size * features * 8),
    neighbors: k,
    outIndices: memory.take(size * k * 4),
    outValues: memory.take(size * k * 8),
    coarse: memory.take(size * features * 4),
    slack: memory.take(size * 8),
    leaf: memory.take(size * 4),
    sorted: memory.take(size * 4),
    counts: memory.take((blocks + 1) * 4),
    blockCount: blocks,
  }
}

/** What a thread needs for the group of queries that it is at. */
function takeOwn({ memory, features, depth }: WasmModel, k: number) {
  const room = Math.max(LEAST_ROOM, k >> 1)
  const capacity = k + room + SPARE_CANDIDATES
  const integers = (length: number) => memory.take(length * 4)
  const doubles = (length: number) => memory.take(length * 8)
  // No two threads write to one line of a cache.
  memory.take(CACHE_LINE_BYTES)
  return {
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
    inOrder: integers(capacity + BLOCK_ROWS),
    sums: integers(BLOCK_ROWS),
    // One entry waits for each split on the way down, and the floors of the last pair lie above them.
    stack: memory.take((depth + 1) * STACK_ENTRY_BYTES),
    work: doubles(features),
  }
}
