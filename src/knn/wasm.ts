import { KnnInputError } from './input-error.ts'
import { fitKdTree } from './kd-tree.ts'
import type { MatrixLike } from './matrix.ts'
import type { DistanceMetric } from './metric/distance-metric.ts'
import type { NeighborSearch } from './neighbor-search.ts'
import { partitionRows } from './tree/partition.ts'
import type { Kernels } from './wasm/kernels.ts'
import { LinearMemory, sharedMemory } from './wasm/linear-memory.ts'
import { bytesOfModel, placeModel } from './wasm/model.ts'
import { searchChunks } from './wasm/search-chunks.ts'
import type { Team } from './wasm/team.ts'

/** WebAssembly addresses 4 GiB; the rest is room for queries. */
const LARGEST_MODEL_BYTES = 3 * 2 ** 30

/**
 * An exact search in WebAssembly with 128-bit vectors: float32 sums find candidates under a proven bound
 * (docs/float32-bound.md), float64 decides. Leaves of a partition lie in blocks of eight rows; four queries at a time go
 * through the tree, past every box that is too far for all of them. A team shares the queries of a search, in memory that
 * all its threads see. Without kernels, and where the training rows need more than 3 GiB, it is the k-d tree.
 */
export function fitWasm(
  X: MatrixLike,
  metric: DistanceMetric,
  leaf_size: number,
  runtime: Kernels | Team | undefined,
): NeighborSearch {
  if (metric.name !== 'euclidean' && metric.name !== 'manhattan')
    throw new KnnInputError(`metric is "${metric.name}"; wasm has euclidean and manhattan`)
  if (runtime === undefined || bytesOfModel(X) > LARGEST_MODEL_BYTES) return fitKdTree(X, metric, leaf_size)
  const team = 'helpers' in runtime ? runtime : undefined
  const model = placeModel(X, metric.name, memoryFor(runtime), (Y) => partitionRows(Y, leaf_size))
  return {
    search: (queries, k, buffers, sequence) => searchChunks(model, queries, k, buffers, { sequence, team }),
  }
}

function memoryFor(runtime: Kernels | Team): LinearMemory {
  if (!('helpers' in runtime)) return new LinearMemory(runtime)
  const memory = new LinearMemory(runtime.kernels, sharedMemory())
  // Now, so that helpers let go of a model before this one while it is still empty.
  runtime.enter(memory.whole)
  return memory
}
