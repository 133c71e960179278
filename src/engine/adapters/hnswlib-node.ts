import type { Matrix } from '../../data/matrix.ts'
import type { FitOptions, FittedModel } from '../adapter.ts'
import { type ArrayRows, toArrayRows } from './array-rows.ts'
import { searchModel } from './search-model.ts'
import { requireSquareRange } from './square-range.ts'

/** What the adapters use of hnswlib-node. */
export interface HnswlibNode {
  readonly BruteforceSearch: new (
    space: 'l2',
    n_features: number,
  ) => HnswlibIndex & {
    initIndex(maxElements: number): void
  }
  readonly HierarchicalNSW: new (
    space: 'l2',
    n_features: number,
  ) => HnswlibIndex & {
    initIndex(options: {
      readonly maxElements: number
      readonly m?: number
      readonly efConstruction?: number
    }): void
    setEf(ef: number): void
  }
}

interface HnswlibIndex {
  /** Takes arrays only; their numbers become float32. */
  addPoint(row: readonly number[], label: number): void
  /** Squared distances, nearest first. */
  searchKnn(
    query: readonly number[],
    n_neighbors: number,
  ): { readonly distances: readonly number[]; readonly neighbors: readonly number[] }
}

export function toHnswlibRows(X: Matrix): ArrayRows {
  requireSquareRange(X, 'float32')
  return toArrayRows(X)
}

/** Adds all rows to an index, and searches it query by query: it takes one at a time. */
export function hnswlibModel(
  index: HnswlibIndex,
  X_train: ArrayRows,
  y_train: Int32Array,
  { n_classes }: FitOptions,
): FittedModel<ArrayRows> {
  X_train.forEach((row, i) => {
    index.addPoint(row, i)
  })
  return searchModel(
    (queries, n_neighbors) => {
      const lists = {
        indices: new Int32Array(queries.length * n_neighbors),
        distances: new Float64Array(queries.length * n_neighbors),
      }
      queries.forEach((query, row) => {
        const { neighbors, distances } = index.searchKnn(query, n_neighbors)
        if (neighbors.length < n_neighbors)
          throw new Error(`the search found fewer than ${n_neighbors} neighbors of a row`)
        lists.indices.set(neighbors, row * n_neighbors)
        lists.distances.set(distances.map(Math.sqrt), row * n_neighbors)
      })
      return lists
    },
    y_train,
    n_classes,
  )
}
