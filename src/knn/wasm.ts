import { KnnInputError } from './input-error.ts'
import { fitKdTree } from './kd-tree.ts'
import type { MatrixLike } from './matrix.ts'
import type { DistanceMetric } from './metric/distance-metric.ts'
import type { NeighborSearch } from './neighbor-search.ts'
import { partitionRows } from './tree/partition.ts'
import type { Kernels } from './wasm/kernels.ts'
import { bytesOfModel, placeModel } from './wasm/model.ts'
import { searchChunks } from './wasm/search-chunks.ts'

/** WebAssembly addresses 4 GiB; the rest is room for queries. */
const LARGEST_MODEL_BYTES = 3 * 2 ** 30

/**
 * An exact search in WebAssembly with 128-bit vectors: float32 sums find candidates under a proven bound
 * (docs/float32-bound.md), float64 decides. Leaves of a partition lie in blocks of eight rows; four queries at a time go
 * through the tree, past every box that is too far for all of them. Without kernels, and where the training rows need
 * more than 3 GiB, it is the k-d tree.
 */
export function fitWasm(
  X: MatrixLike,
  metric: DistanceMetric,
  leaf_size: number,
  kernels: Kernels | undefined,
): NeighborSearch {
  if (metric.name !== 'euclidean' && metric.name !== 'manhattan')
    throw new KnnInputError(`metric is "${metric.name}"; wasm has euclidean and manhattan`)
  if (kernels === undefined || bytesOfModel(X) > LARGEST_MODEL_BYTES) return fitKdTree(X, metric, leaf_size)
  const model = placeModel(X, metric.name, kernels, (Y) => partitionRows(Y, leaf_size))
  return { search: (queries, k, buffers) => searchChunks(model, queries, k, buffers) }
}
