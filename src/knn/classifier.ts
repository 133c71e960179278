import { ALGORITHMS, type Algorithm } from './algorithm.ts'
import type { HnswParams } from './hnsw/hnsw-params.ts'
import { fitHnsw } from './hnsw.ts'
import {
  checkCount,
  checkFeatures,
  checkLabels,
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
import { VOTES, type WeightsName } from './vote/index.ts'
import { voteLabels, voteProbabilities } from './vote/tally.ts'
import type { Ballots } from './vote/vote-rule.ts'

export type { Algorithm }

/** Rows in a leaf: 24 to 64 were equally fast on the real data. */
const DEFAULT_LEAF_SIZE = 32

export interface ClassifierOptions {
  /** `hnsw` is approximate; the others are exact. */
  readonly algorithm: Algorithm | 'hnsw'
  /** By its name in scikit-learn; Minkowski's with its p, above 1: `minkowski(3)`. */
  readonly metric: MetricName
  /** Largest number of training rows in a leaf of a tree; 32 unless given. */
  readonly leaf_size?: number
  /** Of `hnsw` alone. */
  readonly hnsw?: Partial<HnswParams>
}

interface VoteOptions {
  readonly n_neighbors: number
  readonly weights: WeightsName
}

/** Neighbors of m queries, nearest first; ties in the value before the root go to the smaller index. */
interface NeighborTable {
  /** (m, n_neighbors), row-major: training indices. */
  readonly indices: Int32Array
  /** (m, n_neighbors), row-major: true distances, not squared. */
  readonly distances: Float64Array
}

/** A classifier with scikit-learn's votes. Every method throws KnnInputError for input it cannot take. */
export interface FittedClassifier {
  /** Class codes of the m rows; the smallest label wins a tie. */
  predict(X: MatrixLike, options: VoteOptions): Int32Array
  /** (m, n_classes), row-major; each row sums to 1. */
  predictProba(X: MatrixLike, options: VoteOptions): Float64Array
  neighbors(X: MatrixLike, n_neighbors: number): NeighborTable
}

/**
 * Fits X (n, d) with class codes y (n,) in 0 … n_classes - 1; both are copied. Throws KnnInputError, which
 * names the value and the limit, for shapes that do not match, NaN, ±Inf, and values whose distances could overflow.
 */
export function fitClassifier(
  X: MatrixLike,
  y: Int32Array,
  n_classes: number,
  options: ClassifierOptions,
): FittedClassifier {
  const { algorithm, leaf_size = DEFAULT_LEAF_SIZE } = options
  checkName('algorithm', algorithm, { ...ALGORITHMS, hnsw: fitHnsw })
  checkCount('leaf_size', leaf_size, 1)
  const metric = knownMetric(options.metric)
  checkMatrix('X_train', X, metric)
  checkTrainingRows(X)
  checkLabels(y, X.rows, n_classes)
  const { rows: n_train, columns: n_features } = X
  const { comparable = (rows: MatrixLike) => rows } = metric
  const compared = comparable(X, 'train')
  const search =
    algorithm === 'hnsw'
      ? fitHnsw(compared, metric, options.hnsw)
      : ALGORITHMS[algorithm](compared, metric, leaf_size)
  const trainLabels = y.slice()

  function neighbors(queries: MatrixLike, n_neighbors: number): NeighborTable {
    checkNeighborCount(n_neighbors, n_train)
    checkMatrix('X', queries, metric)
    checkFeatures(queries, n_features)
    const buffers = allocateBuffers(queries.rows, n_neighbors)
    search.search(comparable(queries, 'query'), n_neighbors, buffers)
    const distances = buffers.values
    for (let i = 0; i < distances.length; i++) distances[i] = metric.distance(distances[i], n_features)
    return { indices: buffers.indices, distances }
  }

  /** The labels take the place of the indices, which nobody else holds. */
  function ballots(queries: MatrixLike, { n_neighbors, weights }: VoteOptions): Ballots {
    checkName('weights', weights, VOTES)
    const { indices, distances } = neighbors(queries, n_neighbors)
    for (let i = 0; i < indices.length; i++) indices[i] = trainLabels[indices[i]]
    return { n_neighbors, labels: indices, distances }
  }

  return {
    neighbors,
    predict: (queries, vote) => voteLabels(ballots(queries, vote), VOTES[vote.weights], n_classes),
    predictProba: (queries, vote) =>
      voteProbabilities(ballots(queries, vote), VOTES[vote.weights], n_classes),
  }
}

function knownMetric(name: string): DistanceMetric {
  const metric = metricNamed(name)
  if (metric !== undefined) return metric
  const allowed = [...Object.keys(METRICS), 'minkowski(p) with p above 1'].join(', ')
  throw new KnnInputError(`metric is "${name}"; allowed: ${allowed}`)
}
