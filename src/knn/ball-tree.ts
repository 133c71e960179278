import type { MatrixLike } from './matrix.ts'
import type { DistanceMetric } from './metric/distance-metric.ts'
import type { NeighborSearch } from './neighbor-search.ts'
import { type Partition, partitionRows } from './tree/partition.ts'
import { type Enclosure, searchTree } from './tree/tree-search.ts'

/** Numbers per feature of a pair of centers. */
const PAIR_WIDTH = 2

/** Encloses every part of the halved rows of X (n, d) in a ball around its mean. */
export function fitBallTree(X: MatrixLike, metric: DistanceMetric, leaf_size: number): NeighborSearch {
  const partition = partitionRows(X, leaf_size)
  return searchTree(X, partition, metric, encloseInBalls(X, partition, metric))
}

function encloseInBalls(X: MatrixLike, partition: Partition, metric: DistanceMetric): Enclosure {
  const { centers, radii } = boundingBalls(X, partition, metric)
  return {
    floors(child, query, floors) {
      metric.centerValues(centers, ((child - 1) >> 1) * PAIR_WIDTH * X.columns, query, floors)
      // Balls overlap, so that both floors are often 0: the nearer center says more.
      const near = floors[0] <= floors[1] ? 0 : 1
      floors[0] = metric.ballFloor(floors[0], radii[child], X.columns)
      floors[1] = metric.ballFloor(floors[1], radii[child + 1], X.columns)
      return near
    },
  }
}

interface Balls {
  /** Per pair of siblings, two numbers per feature. */
  readonly centers: Float64Array
  /** Per node. */
  readonly radii: Float64Array
}

function boundingBalls(X: MatrixLike, { nodes, order }: Partition, metric: DistanceMetric): Balls {
  const centers = new Float64Array((nodes.length - 1) * X.columns)
  const radii = new Float64Array(nodes.length)
  const center = new Float64Array(X.columns)
  const { fillCenter = meanRow } = metric
  for (let node = 1; node < nodes.length; node++) {
    const rows = order.subarray(nodes[node].start, nodes[node].end)
    fillCenter(X, rows, center)
    radii[node] = metric.radius(farthestValue(X, rows, center, metric), X.columns)
    const start = ((node - 1) >> 1) * PAIR_WIDTH * X.columns + ((node - 1) & 1)
    for (let f = 0; f < X.columns; f++) centers[start + f * PAIR_WIDTH] = center[f]
  }
  return { centers, radii }
}

/** Any center is right, the mean makes small balls; each part of it is divided first, so that no sum overflows. */
function meanRow(X: MatrixLike, rows: Int32Array, center: Float64Array): void {
  const share = 1 / rows.length
  center.fill(0)
  for (const row of rows) {
    for (let f = 0; f < X.columns; f++) center[f] += X.values[row * X.columns + f] * share
  }
}

function farthestValue(
  X: MatrixLike,
  rows: Int32Array,
  center: Float64Array,
  metric: DistanceMetric,
): number {
  let farthest = 0
  for (const row of rows) {
    const value = metric.value(X.values, row * X.columns, center, 0, X.columns)
    if (value > farthest) farthest = value
  }
  return farthest
}
