import { checkName, checkTargets } from './input-check.ts'
import type { MatrixLike } from './matrix.ts'
import { MEANS } from './mean/index.ts'
import { nearestOfMore } from './nearest-of-more.ts'
import { fitNeighbors, type NeighborTable, type SearchOptions } from './neighbor-model.ts'
import type { WeightsName } from './vote/index.ts'

interface MeanOptions {
  readonly n_neighbors: number
  readonly weights: WeightsName
}

/** A regressor with scikit-learn's means. Every method throws KnnInputError for input it cannot take. */
export interface FittedRegressor {
  /** The (weighted) mean of the targets of the n_neighbors nearest rows, for each of the m rows. */
  predict(X: MatrixLike, options: MeanOptions): Float64Array
  neighbors(X: MatrixLike, n_neighbors: number): NeighborTable
  /** One search for `most_neighbors`, from which a whole grid is answered; see `FittedClassifier`. */
  sweep(X: MatrixLike, most_neighbors: number): RegressorSweep
}

/** The answers for the queries of one search, at any n_neighbors up to the one searched for. */
export interface RegressorSweep {
  predict(options: MeanOptions): Float64Array
  neighbors(n_neighbors: number): NeighborTable
}

/**
 * Fits X (n, d) with targets y (n,); both are copied. Throws KnnInputError, which names the value and the limit, for
 * shapes that do not match, NaN, ±Inf, and values whose distances, or targets whose sums, could overflow.
 */
export function fitRegressor(X: MatrixLike, y: Float64Array, options: SearchOptions): FittedRegressor {
  const neighbors = fitNeighbors(X, options)
  checkTargets(y, X.rows)
  const targets = y.slice()

  function answers(rows: number, found: (n_neighbors: number) => NeighborTable): RegressorSweep {
    return {
      neighbors: found,
      predict({ n_neighbors, weights }) {
        checkName('weights', weights, MEANS)
        const neighborhoods = { n_neighbors, ...found(n_neighbors) }
        const mean = MEANS[weights]
        const means = new Float64Array(rows)
        for (let row = 0; row < means.length; row++) means[row] = mean(neighborhoods, row, targets)
        return means
      },
    }
  }

  return {
    neighbors,
    predict: (queries, options) =>
      answers(queries.rows, (n_neighbors) => neighbors(queries, n_neighbors)).predict(options),
    sweep(queries, most_neighbors) {
      const found = neighbors(queries, most_neighbors)
      return answers(queries.rows, (n_neighbors) => nearestOfMore(found, most_neighbors, n_neighbors))
    },
  }
}
