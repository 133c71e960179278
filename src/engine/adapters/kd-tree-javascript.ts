import type { Adapter } from '../adapter.ts'
import type { Packages } from '../packages.ts'
import { type ArrayRows, toArrayRows } from './array-rows.ts'
import { integerParams } from './integer-params.ts'
import { searchModel } from './search-model.ts'
import { requireSquareRange } from './square-range.ts'

/** A point as the library sees it: a value for each name of a dimension. */
type Point = Readonly<Record<number, number>>
type Metric = (a: Point, b: Point) => number

/** What the driver uses of kd-tree-javascript. */
interface KdTreeJavascript {
  readonly kdTree: new (
    points: number[][],
    metric: Metric,
    dimensions: readonly number[],
  ) => {
    /** In the order of its heap. */
    nearest(point: readonly number[], maxNodes: number): readonly (readonly [readonly number[], number])[]
  }
}

/** By dimension and not by length: the library also passes objects of its own, to bound a branch. */
const METRICS: Readonly<Record<string, (n_features: number) => Metric>> = {
  // Squared, as in the library's own example.
  euclidean: (n_features) => (a, b) => {
    let sum = 0
    for (let j = 0; j < n_features; j++) sum += (a[j] - b[j]) * (a[j] - b[j])
    return sum
  },
  manhattan: (n_features) => (a, b) => {
    let sum = 0
    for (let j = 0; j < n_features; j++) sum += Math.abs(a[j] - b[j])
    return sum
  },
}

/** The npm library kd-tree-javascript; it searches only. */
export function kdTreeJavascript(packages: Packages): Adapter<ArrayRows> {
  const { kdTree } = packages.load<KdTreeJavascript>('kd-tree-javascript')
  return {
    library: 'kd-tree-javascript',
    version: packages.version('kd-tree-javascript'),
    dtype: 'float64',
    form: 'difference',
    metrics: Object.keys(METRICS),
    weights: ['uniform', 'distance'],
    convert(X) {
      requireSquareRange(X, 'float64')
      return toArrayRows(X)
    },
    fit(X_train, y_train, { metric, n_classes, params }) {
      integerParams(params, [])
      const n_features = X_train[0].length
      const dimensions = Array.from({ length: n_features }, (_, j) => j)
      // It sorts the array that it gets, and tells points: each carries its index behind its features.
      const points = X_train.map((row, i) => [...row, i])
      const tree = new kdTree(points, METRICS[metric](n_features), dimensions)
      const toDistance = metric === 'euclidean' ? Math.sqrt : (value: number) => value
      return searchModel(
        (queries, n_neighbors) => {
          const indices = new Int32Array(queries.length * n_neighbors)
          const distances = new Float64Array(queries.length * n_neighbors)
          queries.forEach((query, row) => {
            const found = tree.nearest(query, n_neighbors).toSorted(([, a], [, b]) => a - b)
            found.forEach(([point, value], i) => {
              indices[row * n_neighbors + i] = point[n_features]
              distances[row * n_neighbors + i] = toDistance(value)
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
