import { checkLabels, checkName } from './input-check.ts'
import type { MatrixLike } from './matrix.ts'
import { nearestOfMore } from './nearest-of-more.ts'
import { fitNeighbors, type NeighborTable, type SearchOptions } from './neighbor-model.ts'
import type { Sequence } from './neighbor-search.ts'
import { VOTES, type WeightsName } from './vote/index.ts'
import { voteLabels, voteProbabilities } from './vote/tally.ts'
import type { Ballots } from './vote/vote-rule.ts'

/** Equal votes can be counted in any order. */
const SEQUENCES = { uniform: 'any', distance: 'nearest-first' } satisfies Record<WeightsName, Sequence>

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
  /**
   * One search for `most_neighbors`, from which a whole grid is answered. Of an exact algorithm every answer has the bits
   * of its own search; HNSW finds more where it looks for more.
   */
  sweep(X: MatrixLike, most_neighbors: number): ClassifierSweep
}

/** The answers for the queries of one search, at any n_neighbors up to the one searched for. */
export interface ClassifierSweep {
  predict(options: VoteOptions): Int32Array
  predictProba(options: VoteOptions): Float64Array
  neighbors(n_neighbors: number): NeighborTable
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
  function ballots(
    found: (n_neighbors: number, sequence: Sequence) => NeighborTable,
    { n_neighbors, weights }: VoteOptions,
  ): Ballots {
    checkName('weights', weights, VOTES)
    const { indices, distances } = found(n_neighbors, SEQUENCES[weights])
    for (let i = 0; i < indices.length; i++) indices[i] = trainLabels[indices[i]]
    return { n_neighbors, labels: indices, distances }
  }

  function answers(found: (n_neighbors: number, sequence?: Sequence) => NeighborTable): ClassifierSweep {
    return {
      neighbors: (n_neighbors) => found(n_neighbors),
      predict: (vote) => voteLabels(ballots(found, vote), VOTES[vote.weights], n_classes),
      predictProba: (vote) => voteProbabilities(ballots(found, vote), VOTES[vote.weights], n_classes),
    }
  }

  const searching = (queries: MatrixLike) => answers((...asked) => neighbors(queries, ...asked))
  return {
    neighbors: (queries, n_neighbors) => neighbors(queries, n_neighbors),
    predict: (queries, vote) => searching(queries).predict(vote),
    predictProba: (queries, vote) => searching(queries).predictProba(vote),
    sweep(queries, most_neighbors) {
      const found = neighbors(queries, most_neighbors)
      return answers((n_neighbors) => nearestOfMore(found, most_neighbors, n_neighbors))
    },
  }
}
