import type { Adapter } from '../adapter.ts'
import type { Packages } from '../packages.ts'
import { integerParams } from './integer-params.ts'
import { type Float32Rows, toFloat32 } from './narrow.ts'
import { searchModel } from './search-model.ts'
import { copyMatches, emptyLists, type Usearch } from './usearch.ts'

/** The library keeps 16 bytes for each pair of a call: 64 MiB. */
const MOST_PAIRS = 2 ** 22

/** usearch's `exactSearch`: every distance in float32; it searches only. */
export function usearchExact(packages: Packages, threads: number): Adapter<Float32Rows> {
  const { exactSearch } = packages.load<Usearch>('usearch')
  return {
    library: 'usearch',
    version: packages.version('usearch'),
    dtype: 'float32',
    form: 'difference',
    metrics: ['euclidean'],
    weights: ['uniform', 'distance'],
    convert: toFloat32,
    fit({ rows: n_train, columns, values: train }, y_train, { n_classes, params }) {
      integerParams(params, [])
      const rowsInCall = Math.max(1, Math.floor(MOST_PAIRS / n_train))
      return searchModel(
        ({ rows, values }, n_neighbors) => {
          const lists = emptyLists(rows, n_neighbors)
          for (let row = 0; row < rows; row += rowsInCall) {
            // A copy: of a view the library reads the buffer from its start.
            const queries = values.slice(row * columns, (row + rowsInCall) * columns)
            const found = exactSearch(train, queries, columns, n_neighbors, 'l2sq', threads)
            copyMatches(found, lists, row * n_neighbors)
          }
          return lists
        },
        y_train,
        n_classes,
      )
    },
  }
}
