import type { Adapter } from '../adapter.ts'
import type { Packages } from '../packages.ts'
import type { ArrayRows } from './array-rows.ts'
import { type HnswlibNode, hnswlibModel, toHnswlibRows } from './hnswlib-node.ts'
import { integerParams } from './integer-params.ts'

/** hnswlib-node's `HierarchicalNSW`: an approximate search in float32; it searches only. */
export function hnswlibNodeHnsw(packages: Packages): Adapter<ArrayRows> {
  const { HierarchicalNSW } = packages.load<HnswlibNode>('hnswlib-node')
  return {
    library: 'hnswlib-node',
    version: packages.version('hnswlib-node'),
    dtype: 'float32',
    form: 'difference',
    metrics: ['euclidean'],
    weights: ['uniform', 'distance'],
    convert: toHnswlibRows,
    fit(X_train, y_train, options) {
      const { M, ef_construction, ef_search } = integerParams(options.params, [
        'M',
        'ef_construction',
        'ef_search',
      ])
      const index = new HierarchicalNSW('l2', X_train[0].length)
      // Where a study says nothing, the library's own values stay.
      index.initIndex({
        maxElements: X_train.length,
        ...(M === undefined ? {} : { m: M }),
        ...(ef_construction === undefined ? {} : { efConstruction: ef_construction }),
      })
      if (ef_search !== undefined) index.setEf(ef_search)
      return hnswlibModel(index, X_train, y_train, options)
    },
  }
}
