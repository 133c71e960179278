import { copyRow, type MatrixLike } from './matrix.ts'
import type { DistanceMetric } from './metric/distance-metric.ts'
import { NearestLists } from './nearest-lists.ts'
import type { NeighborSearch } from './neighbor-search.ts'
import { BLOCK_ROWS, packRows } from './packed-rows.ts'

/** Training data that all queries pass before the next part is taken: half of a small second-level cache. */
const TILE_BYTES = 128 * 1024

/** Compares every query with every row of X (n, d). */
export function fitBrute(X: MatrixLike, metric: DistanceMetric): NeighborSearch {
  const rows = packRows(
    X,
    Int32Array.from({ length: X.rows }, (_, row) => row),
    [{ start: 0, end: X.rows }],
  )
  const tile = Math.max(1, Math.floor(TILE_BYTES / (BLOCK_ROWS * X.columns * Float64Array.BYTES_PER_ELEMENT)))
  return {
    search(queries, k, buffers) {
      const lists = new NearestLists(buffers, k)
      const query = new Float64Array(X.columns)
      for (let first = 0; first < rows.blocks; first += tile) {
        const end = Math.min(first + tile, rows.blocks)
        for (let i = 0; i < queries.rows; i++) {
          copyRow(queries, i, query)
          lists.open(i)
          metric.scan(rows, first, end, query, lists)
        }
      }
      for (let i = 0; i < queries.rows; i++) {
        lists.open(i)
        lists.sort()
      }
    },
  }
}
