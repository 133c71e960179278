import type { Adapter } from '../adapter.ts'
import type { Packages } from '../packages.ts'
import { type ArrayRows, toArrayRows } from './array-rows.ts'
import { integerParams } from './integer-params.ts'
import { searchModel } from './search-model.ts'
import { requireSquareRange } from './square-range.ts'

/** What the driver uses of mnemonist. */
interface Mnemonist {
  readonly KDTree: {
    from(
      rows: readonly (readonly [label: number, row: readonly number[]])[],
      n_features: number,
    ): {
      /** Labels of the neighbors, nearest first. */
      kNearestNeighbors(n_neighbors: number, query: readonly number[]): readonly number[]
    }
  }
}

/** mnemonist's `KDTree`; it tells neighbors without their distances, and searches only. */
export function mnemonist(packages: Packages): Adapter<ArrayRows> {
  const { KDTree } = packages.load<Mnemonist>('mnemonist')
  return {
    library: 'mnemonist',
    version: packages.version('mnemonist'),
    dtype: 'float64',
    form: 'difference',
    metrics: ['euclidean'],
    weights: ['uniform', 'distance'],
    convert(X) {
      requireSquareRange(X, 'float64')
      return toArrayRows(X)
    },
    fit(X_train, y_train, { n_classes, params }) {
      integerParams(params, [])
      const labeled = X_train.map((row, i) => [i, row] as const)
      const tree = KDTree.from(labeled, X_train[0].length)
      return searchModel(
        (queries, n_neighbors) => {
          const indices = new Int32Array(queries.length * n_neighbors)
          const distances = new Float64Array(queries.length * n_neighbors)
          queries.forEach((query, row) => {
            const found = tree.kNearestNeighbors(n_neighbors, query)
            indices.set(found, row * n_neighbors)
            found.forEach((index, i) => {
              distances[row * n_neighbors + i] = distance(X_train[index], query)
            })
          })
          return { indices, distances }
        },
        y_train,
        n_classes,
      )
    },
  }
}

function distance(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[j]) * (a[j] - b[j])
  return Math.sqrt(sum)
}
