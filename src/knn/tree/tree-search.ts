import { copyRow, type MatrixLike } from '../matrix.ts'
import type { DistanceMetric } from '../metric/distance-metric.ts'
import { NearestLists } from '../nearest-lists.ts'
import type { NeighborSearch } from '../neighbor-search.ts'
import { countBlocks, type PackedRows, packRows } from '../packed-rows.ts'
import type { Partition } from './partition.ts'

/** Shapes around the parts of a partition: boxes or balls. */
export interface Enclosure {
  /**
   * Writes a floor for the values of all rows of node `child` into `floors[0]`, of its sibling `child + 1`
   * into `floors[1]`; says which of the two (0 or 1) to visit first. A floor is never larger than a value the
   * scan computes, whatever the rounding.
   */
  floors(child: number, query: Float64Array, floors: Float64Array): 0 | 1
}

interface Tree {
  readonly rows: PackedRows
  readonly metric: DistanceMetric
  readonly enclosure: Enclosure
  /** Per node, as in `PartitionNode`. */
  readonly children: Int32Array
  readonly least_index: Int32Array
  /** Per node: blocks `first` … `end - 1` of its rows; only leaves use them. */
  readonly first: Int32Array
  readonly end: Int32Array
}

/** Searches a partition depth first, the nearer child first, skipping what cannot hold a neighbor. */
export function searchTree(
  X: MatrixLike,
  partition: Partition,
  metric: DistanceMetric,
  enclosure: Enclosure,
): NeighborSearch {
  const tree = buildTree(X, partition, metric, enclosure)
  return {
    search(queries, k, buffers) {
      const lists = new NearestLists(buffers, k)
      const query = new Float64Array(X.columns)
      const path = {
        nodes: new Int32Array(partition.depth),
        floors: new Float64Array(partition.depth),
        pair: new Float64Array(2),
      }
      for (let i = 0; i < queries.rows; i++) {
        copyRow(queries, i, query)
        lists.open(i)
        visit(tree, query, lists, path)
        lists.sort()
      }
    },
  }
}

/** Siblings still to visit, with their floors, and room for the floors of one pair. */
interface Path {
  readonly nodes: Int32Array
  readonly floors: Float64Array
  readonly pair: Float64Array
}

function visit(tree: Tree, query: Float64Array, lists: NearestLists, path: Path): void {
  const { children, least_index, enclosure, metric, rows, first, end } = tree
  const { nodes, floors, pair } = path
  let depth = 0
  let node = 0
  let floor = 0
  for (;;) {
    // Equal is not enough to skip: an equal value with a smaller index still belongs to the neighbors.
    if (!lists.excludes(floor, least_index[node])) {
      const child = children[node]
      if (child > 0) {
        const near = enclosure.floors(child, query, pair)
        nodes[depth] = child + 1 - near
        floors[depth++] = pair[1 - near]
        node = child + near
        floor = pair[near]
        continue
      }
      metric.scan(rows, first[node], end[node], query, lists)
    }
    if (depth === 0) return
    node = nodes[--depth]
    floor = floors[depth]
  }
}

function buildTree(
  X: MatrixLike,
  { nodes, order }: Partition,
  metric: DistanceMetric,
  enclosure: Enclosure,
): Tree {
  const first = new Int32Array(nodes.length)
  const end = new Int32Array(nodes.length)
  const leaves = [...nodes.keys()].filter((node) => nodes[node].children === 0)
  const inOrder = leaves.sort((a, b) => nodes[a].start - nodes[b].start)
  let block = 0
  for (const leaf of inOrder) {
    first[leaf] = block
    block += countBlocks(nodes[leaf])
    end[leaf] = block
  }
  return {
    rows: packRows(
      X,
      order,
      inOrder.map((leaf) => nodes[leaf]),
    ),
    metric,
    enclosure,
    children: Int32Array.from(nodes, (node) => node.children),
    least_index: Int32Array.from(nodes, (node) => node.least_index),
    first,
    end,
  }
}
