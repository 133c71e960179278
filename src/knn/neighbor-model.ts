import { ALGORITHMS, type Algorithm } from './algorithm.ts'
import type { HnswParams } from './hnsw/hnsw-params.ts'
import { fitHnsw } from './hnsw.ts'
import {
  checkCount,
  checkFeatures,
  checkMatrix,
  checkName,
  checkNeighborCount,
  checkTrainingRows,
} from './input-check.ts'
import { KnnInputError } from './input-error.ts'
import type { MatrixLike } from './matrix.ts'
import type { DistanceMetric } from './metric/distance-metric.ts'
import { METRICS, type MetricName, metricNamed } from './metric/index.ts'
import { allocateBuffers } from './nearest-lists.ts'
import type { NeighborSearch, Sequence } from './neighbor-search.ts'
import type { Kernels } from './wasm/kernels.ts'
import type { Team } from './wasm/team.ts'
import { fitWasm } from './wasm.ts'

/** Rows in a leaf: 24 to 64 were equally fast on the real data. */
const DEFAULT_LEAF_SIZE = 32

export interface SearchOptions {
  /** `hnsw` is approximate; the others are exact. */
  readonly algorithm: Algorithm | 'hnsw' | 'wasm'
  /** By its name in scikit-learn; Minkowski's with its p, above 1: `minkowski(3)`. */
  readonly metric: MetricName
  /** Largest number of training rows in a leaf of a tree; 32 unless given. */
  readonly leaf_size?: number
  /** Of `hnsw` alone. */
  readonly hnsw?: Partial<HnswParams>
  /** Of `wasm` alone, from `compileKernels`, or threads that have theirs; without them it is the k-d tree. */
  readonly kernels?: Kernels | Team | undefined
}

/** Neighbors of m queries, nearest first; ties in the value before the root go to the smaller index. */
export interface NeighborTable {
  /** (m, n_neighbors), row-major: training indices. */
  readonly indices: Int32Array
  /** (m, n_neighbors), row-major: true distances, not squared. */
  readonly distances: Float64Array
}

/**
 * The neighbors of queries (m, d), in buffers that nobody else holds; nearest first unless `any` sequence will do, in which
 * case there are no distances.
 */
export type FindNeighbors = (queries: MatrixLike, n_neighbors: number, sequence?: Sequence) => NeighborTable

/**
 * Copies X (n, d) into a search. Throws KnnInputError, which names the value and the limit, for shapes that do not
 * match, NaN, ±Inf, and values whose distances could overflow; what it returns does the same.
 */
export function fitNeighbors(X: MatrixLike, options: SearchOptions): FindNeighbors {
  const { algorithm, leaf_size = DEFAULT_LEAF_SIZE } = options
  checkName('algorithm', algorithm, { ...ALGORITHMS, hnsw: fitHnsw, wasm: fitWasm })
  checkCount('leaf_size', leaf_size, 1)
  const metric = knownMetric(options.metric)
  checkMatrix('X_train', X, metric)
  checkTrainingRows(X)
  const { rows: n_train, columns: n_features } = X
  const { comparable = (rows: MatrixLike) => rows } = metric
  const compared = comparable(X, 'train')
  const search = fitSearch(compared, metric, { ...options, leaf_size })
  return (queries, n_neighbors, sequence = 'nearest-first') => {
    checkNeighborCount(n_neighbors, n_train)
    checkMatrix('X', queries, metric)
    checkFeatures(queries, n_features)
    const buffers = allocateBuffers(queries.rows, n_neighbors)
    search.search(comparable(queries, 'query'), n_neighbors, buffers, sequence)
    if (sequence === 'any') return { indices: buffers.indices, distances: new Float64Array(0) }
    const distances = buffers.values
    for (let i = 0; i < distances.length; i++) distances[i] = metric.distance(distances[i], n_features)
    return { indices: buffers.indices, distances }
  }
}

function fitSearch(
  X: MatrixLike,
  metric: DistanceMetric,
  options: SearchOptions & { readonly leaf_size: number },
): NeighborSearch {
  if (options.algorithm === 'hnsw') return fitHnsw(X, metric, options.hnsw)
  if (options.algorithm === 'wasm') return fitWasm(X, metric, options.leaf_size, options.kernels)
  return ALGORITHMS[options.algorithm](X, metric, options.leaf_size)
}

function knownMetric(name: string): DistanceMetric {
  const metric = metricNamed(name)
  if (metric !== undefined) return metric
  const allowed = [...Object.keys(METRICS), 'minkowski(p) with p above 1'].join(', ')
  throw new KnnInputError(`metric is "${name}"; allowed: ${allowed}`)
}
