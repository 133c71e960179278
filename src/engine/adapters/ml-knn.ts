import KNN from 'ml-knn'
import type { Adapter, FitOptions } from '../adapter.ts'
import { packageVersion } from '../package-version.ts'
import { type ArrayRows, toArrayRows } from './array-rows.ts'

/** The npm library ml-knn: a k-d tree; `k` is an option of its constructor, so each k is another fit. */
export const mlKnn: Adapter<ArrayRows> = {
  library: 'ml-knn',
  version: packageVersion('ml-knn'),
  dtype: 'float64',
  form: 'difference',
  metrics: ['euclidean', 'manhattan'],
  weights: ['uniform'],
  convert: toArrayRows,
  fit(X_train, y_train, { n_neighbors, metric, params }) {
    refuseParams(params)
    const knn = new KNN(X_train, Array.from(y_train), {
      k: n_neighbors,
      // Left out for euclidean: the library's own default is what its users get.
      ...(metric === 'manhattan' ? { distance: manhattan } : {}),
    })
    return {
      predict(X, options) {
        if (options.n_neighbors !== n_neighbors)
          throw new Error(`fitted for k=${n_neighbors}, asked for k=${options.n_neighbors}`)
        return knn.predict(X)
      },
    }
  },
}

/**
 * Over the length of the first argument, as the library's euclidean default: its stored rows carry the label
 * at their end. Its tree also passes an object without a length to bound a branch, gets 0 and visits everything,
 * with either metric.
 */
function manhattan(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += Math.abs(a[j] - b[j])
  return sum
}

function refuseParams(params: FitOptions['params']): void {
  const [name] = Object.keys(params)
  if (name !== undefined) throw new Error(`unknown parameter "${name}"; ml-knn takes none`)
}
