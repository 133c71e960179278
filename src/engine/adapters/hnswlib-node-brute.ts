import type { Adapter } from '../adapter.ts'
import type { Packages } from '../packages.ts'
import type { ArrayRows } from './array-rows.ts'
import { type HnswlibNode, hnswlibModel, toHnswlibRows } from './hnswlib-node.ts'
import { integerParams } from './integer-params.ts'

/** hnswlib-node's `BruteforceSearch`: every distance in float32; it searches only. */
export function hnswlibNodeBrute(packages: Packages): Adapter<ArrayRows> {
  const { BruteforceSearch } = packages.load<HnswlibNode>('hnswlib-node')
  return {
    library: 'hnswlib-node',
    version: packages.version('hnswlib-node'),
    dtype: 'float32',
    form: 'difference',
    metrics: ['euclidean'],
    weights: ['uniform', 'distance'],
    convert: toHnswlibRows,
    fit(X_train, y_train, options) {
      integerParams(options.params, [])
      const index = new BruteforceSearch('l2', X_train[0].length)
      index.initIndex(X_train.length)
      return hnswlibModel(index, X_train, y_train, options)
    },
  }
}
