import { checkLabels, checkName } from './input-check.ts'
import type { MatrixLike } from './matrix.ts'
import { fitNeighbors, type NeighborTable, type SearchOptions } from './neighbor-model.ts'
import { VOTES, type WeightsName } from './vote/index.ts'
import { voteLabels, voteProbabilities } from './vote/tally.ts'
import type { Ballots } from './vote/vote-rule.ts'

export type ClassifierOptions = SearchOptions

interface VoteOptions {
  readonly n_neighbors: number
  readonly weights: WeightsName
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
  const neighbors = fitNeighbors(X, options)
  checkLabels(y, X.rows, n_classes)
  const trainLabels = y.slice()

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
