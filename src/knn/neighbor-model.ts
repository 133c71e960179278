import { ALGORITHMS, type Algorithm } from './algorithm.ts'
import {
  checkCount,
  checkFeatures,
  checkMatrix,
  checkName,
  checkNeighborCount,
  checkTrainingRows,
} from './input-check.ts'
import type { MatrixLike } from './matrix.ts'
import { METRICS, type MetricName } from './metric/index.ts'
import { allocateBuffers } from './nearest-lists.ts'

/** Rows in a leaf: 24 to 64 were equally fast on the real data. */
const DEFAULT_LEAF_SIZE = 32

export interface SearchOptions {
  readonly algorithm: Algorithm
  readonly metric: MetricName
  /** Largest number of training rows in a leaf of a tree; 32 unless given. */
  readonly leaf_size?: number
}

/** Neighbors of m queries, nearest first; ties in the value before the root go to the smaller index. */
export interface NeighborTable {
  /** (m, n_neighbors), row-major: training indices. */
  readonly indices: Int32Array
  /** (m, n_neighbors), row-major: true distances, not squared. */
  readonly distances: Float64Array
}

/** The neighbors of queries (m, d), in buffers that nobody else holds. */
export type FindNeighbors = (queries: MatrixLike, n_neighbors: number) => NeighborTable

/**
 * Copies X (n, d) into a search. Throws KnnInputError, which names the value and the limit, for shapes that do not
 * match, NaN, ±Inf, and values whose distances could overflow; what it returns does the same.
 */
export function fitNeighbors(X: MatrixLike, options: SearchOptions): FindNeighbors {
  const { algorithm, leaf_size = DEFAULT_LEAF_SIZE } = options
  checkName('algorithm', algorithm, ALGORITHMS)
  checkName('metric', options.metric, METRICS)
  checkCount('leaf_size', leaf_size, 1)
  const metric = METRICS[options.metric]
  checkMatrix('X_train', X, metric)
  checkTrainingRows(X)
  const { rows: n_train, columns: n_features } = X
  const search = ALGORITHMS[algorithm](X, metric, leaf_size)
  return (queries, n_neighbors) => {
    checkNeighborCount(n_neighbors, n_train)
    checkMatrix('X', queries, metric)
    checkFeatures(queries, n_features)
    const buffers = allocateBuffers(queries.rows, n_neighbors)
    search.search(queries, n_neighbors, buffers)
    const distances = buffers.values
    for (let i = 0; i < distances.length; i++) distances[i] = metric.distance(distances[i])
    return { indices: buffers.indices, distances }
  }
}
