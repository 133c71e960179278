import type { Adapter } from '../adapter.ts'
import type { Packages } from '../packages.ts'
import { integerParams } from './integer-params.ts'
import { type Float32Rows, toFloat32 } from './narrow.ts'
import { searchModel } from './search-model.ts'
import { copyMatches, emptyLists, type Usearch, type UsearchMatches } from './usearch.ts'

/** usearch's `Index`, an HNSW graph: an approximate search in float32; it searches only. */
export function usearchHnsw(packages: Packages, threads: number): Adapter<Float32Rows> {
  const { Index } = packages.load<Usearch>('usearch')
  return {
    library: 'usearch',
    version: packages.version('usearch'),
    dtype: 'float32',
    form: 'difference',
    metrics: ['euclidean'],
    weights: ['uniform', 'distance'],
    convert: toFloat32,
    fit(X_train, y_train, { n_classes, params }) {
      const names = ['connectivity', 'expansion_add', 'expansion_search'] as const
      // 0 is the library's word for its own value.
      const { connectivity = 0, expansion_add = 0, expansion_search = 0 } = integerParams(params, names)
      const index = new Index({
        dimensions: X_train.columns,
        metric: 'l2sq',
        quantization: 'f32',
        connectivity,
        expansion_add,
        expansion_search,
      })
      const keys = BigUint64Array.from({ length: X_train.rows }, (_, i) => BigInt(i))
      index.add(keys, X_train.values, 1) // several threads build another graph in each process
      return searchModel(
        ({ rows, values }, n_neighbors) => {
          const lists = emptyLists(rows, n_neighbors)
          const found = index.search(values, n_neighbors, threads)
          requireFull(found, rows, n_neighbors)
          copyMatches(found, lists, 0)
          return lists
        },
        y_train,
        n_classes,
      )
    },
  }
}

/** Votes among fewer neighbors would be those of another k. */
function requireFull({ keys, counts }: UsearchMatches, rows: number, n_neighbors: number): void {
  const isShort = counts?.some((count) => count < n_neighbors) ?? false
  if (isShort || keys.length < rows * n_neighbors)
    throw new Error(`the search found fewer than ${n_neighbors} neighbors of a row`)
}
