import { KnnInputError } from './input-error.ts'
import type { NeighborTable } from './neighbor-model.ts'

/**
 * The `k` nearest of `more` neighbors, for each query: in the order of (value, index) they are what a search for k finds.
 * Throws KnnInputError for a k that was not searched for.
 */
export function nearestOfMore({ indices, distances }: NeighborTable, more: number, k: number): NeighborTable {
  if (!Number.isInteger(k) || k < 1 || k > more)
    throw new KnnInputError(`n_neighbors is ${k}; it must be an integer from 1 to the ${more} of the sweep`)
  const rows = indices.length / more
  const nearest = { indices: new Int32Array(rows * k), distances: new Float64Array(rows * k) }
  for (let row = 0; row < rows; row++) {
    nearest.indices.set(indices.subarray(row * more, row * more + k), row * k)
    nearest.distances.set(distances.subarray(row * more, row * more + k), row * k)
  }
  return nearest
}
