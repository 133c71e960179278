import { checkName, checkTargets } from './input-check.ts'
import type { MatrixLike } from './matrix.ts'
import { MEANS } from './mean/index.ts'
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
}

/**
 * Fits X (n, d) with targets y (n,); both are copied. Throws KnnInputError, which names the value and the limit, for
 * shapes that do not match, NaN, ±Inf, and values whose distances, or targets whose sums, could overflow.
 */
export function fitRegressor(X: MatrixLike, y: Float64Array, options: SearchOptions): FittedRegressor {
  const neighbors = fitNeighbors(X, options)
  checkTargets(y, X.rows)
  const targets = y.slice()
  return {
    neighbors,
    predict(queries, { n_neighbors, weights }) {
      checkName('weights', weights, MEANS)
      const neighborhoods = { n_neighbors, ...neighbors(queries, n_neighbors) }
      const mean = MEANS[weights]
      const means = new Float64Array(queries.rows)
      for (let row = 0; row < means.length; row++) means[row] = mean(neighborhoods, row, targets)
      return means
    },
  }
}
