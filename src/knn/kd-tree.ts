import type { MatrixLike } from './matrix.ts'
import type { DistanceMetric } from './metric/distance-metric.ts'
import type { NeighborSearch } from './neighbor-search.ts'
import { type Partition, partitionRows } from './tree/partition.ts'
import { type Enclosure, searchTree } from './tree/tree-search.ts'

/** Numbers per feature of a pair of boxes: low and high of the first, low and high of the second. */
const PAIR_WIDTH = 4

/** Encloses every part of the halved rows of X (n, d) in its bounding box. */
export function fitKdTree(X: MatrixLike, metric: DistanceMetric, leaf_size: number): NeighborSearch {
  const partition = partitionRows(X, leaf_size)
  return searchTree(X, partition, metric, encloseInBoxes(X, partition, metric))
}

function encloseInBoxes(X: MatrixLike, partition: Partition, metric: DistanceMetric): Enclosure {
  const boxes = boundingBoxes(X, partition)
  // Nodes 1 and 2 are the first pair.
  const pairSize = PAIR_WIDTH * X.columns
  return {
    floors(child, query, floors) {
      metric.boxFloors(boxes, ((child - 1) >> 1) * pairSize, query, floors)
      return floors[0] <= floors[1] ? 0 : 1
    },
  }
}

/** Boxes of all nodes but the root, pair by pair; from the leaves up, as children come after their parent. */
function boundingBoxes(X: MatrixLike, { nodes, order }: Partition): Float64Array {
  const boxes = new Float64Array(((nodes.length - 1) / 2) * PAIR_WIDTH * X.columns)
  for (let node = nodes.length - 1; node > 0; node--) {
    const { start, end, children } = nodes[node]
    const box = boxStart(node, X.columns)
    if (children > 0) joinBoxes(boxes, box, boxStart(children, X.columns), X.columns)
    else boxRows(boxes, box, X, order.subarray(start, end))
  }
  return boxes
}

function boxStart(node: number, n_features: number): number {
  return ((node - 1) >> 1) * PAIR_WIDTH * n_features + ((node - 1) & 1) * 2
}

/** The second child lies two numbers after the first. */
function joinBoxes(boxes: Float64Array, box: number, children: number, n_features: number): void {
  for (let f = 0, to = box, from = children; f < n_features; f++, to += PAIR_WIDTH, from += PAIR_WIDTH) {
    boxes[to] = Math.min(boxes[from], boxes[from + 2])
    boxes[to + 1] = Math.max(boxes[from + 1], boxes[from + 3])
  }
}

function boxRows(boxes: Float64Array, box: number, X: MatrixLike, rows: Int32Array): void {
  for (let f = 0; f < X.columns; f++) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (const row of rows) {
      const value = X.values[row * X.columns + f]
      if (value < low) low = value
      if (value > high) high = value
    }
    boxes[box + f * PAIR_WIDTH] = low
    boxes[box + f * PAIR_WIDTH + 1] = high
  }
}
