import type { MatrixLike } from '../matrix.ts'
import { BLOCK_ROWS, countBlocks, NO_ROW } from '../packed-rows.ts'
import type { Partition } from '../tree/partition.ts'

/** A partition as the kernels read it, node by node, and where its leaves' rows lie. */
export interface Leaves {
  readonly blocks: number
  /** (nodes,): the first of two children, or 0. */
  readonly children: Int32Array
  /** (nodes,): blocks `first` … `end - 1`; of inner nodes unused. */
  readonly first: Int32Array
  readonly end: Int32Array
  /** (blocks × 8,): training index of each slot; `NO_ROW` where it is padding. */
  readonly slots: Int32Array
}

export function layLeaves({ nodes, order }: Partition): Leaves {
  const first = new Int32Array(nodes.length)
  const end = new Int32Array(nodes.length)
  const leaves = [...nodes.keys()].filter((node) => nodes[node].children === 0)
  leaves.sort((a, b) => nodes[a].start - nodes[b].start)
  let blocks = 0
  for (const leaf of leaves) {
    first[leaf] = blocks
    blocks += countBlocks(nodes[leaf])
    end[leaf] = blocks
  }
  const slots = new Int32Array(blocks * BLOCK_ROWS).fill(NO_ROW)
  for (const leaf of leaves)
    slots.set(order.subarray(nodes[leaf].start, nodes[leaf].end), first[leaf] * BLOCK_ROWS)
  return { blocks, children: Int32Array.from(nodes, ({ children }) => children), first, end, slots }
}

/** (nodes, d, 2): low and high of every node's rows of Y; from the leaves up, as children come after their parent. */
export function boxesOf(Y: MatrixLike, { nodes, order }: Partition): Float32Array {
  const width = 2 * Y.columns
  const boxes = new Float32Array(nodes.length * width)
  for (let node = nodes.length - 1; node >= 0; node--) {
    const { start, end, children } = nodes[node]
    const box = boxes.subarray(node * width, (node + 1) * width)
    if (children > 0) joinBoxes(box, boxes.subarray(children * width, (children + 2) * width))
    else for (let i = start; i < end; i++) widen(box, Y, order[i], i === start)
  }
  return boxes
}

function widen(box: Float32Array, { values, columns }: MatrixLike, row: number, isFirst: boolean): void {
  for (let f = 0; f < columns; f++) {
    const value = values[row * columns + f]
    if (isFirst || value < box[2 * f]) box[2 * f] = value
    if (isFirst || value > box[2 * f + 1]) box[2 * f + 1] = value
  }
}

function joinBoxes(box: Float32Array, pair: Float32Array): void {
  for (let f = 0; f < box.length; f += 2) {
    box[f] = Math.min(pair[f], pair[box.length + f])
    box[f + 1] = Math.max(pair[f + 1], pair[box.length + f + 1])
  }
}

/** Per inner node, the feature in which its children lie farthest apart and the limit between them. */
export function splitsOf(
  boxes: Float32Array,
  children: Int32Array,
  n_features: number,
): { features: Int32Array; limits: Float32Array } {
  const features = new Int32Array(children.length)
  const limits = new Float32Array(children.length)
  for (const [node, child] of children.entries()) {
    if (child === 0) continue
    const low = child * 2 * n_features
    const high = low + 2 * n_features
    let widest = Number.NEGATIVE_INFINITY
    for (let f = 0; f < n_features; f++) {
      const gap = boxes[high + 2 * f] - boxes[low + 2 * f + 1]
      if (gap <= widest) continue
      widest = gap
      features[node] = f
      limits[node] = (boxes[high + 2 * f] + boxes[low + 2 * f + 1]) / 2
    }
  }
  return { features, limits }
}
