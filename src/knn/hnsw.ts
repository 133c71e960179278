import { buildGraph } from './hnsw/build-graph.ts'
import { type HnswParams, hnswParams } from './hnsw/hnsw-params.ts'
import { LayerSearch } from './hnsw/layer-search.ts'
import type { MatrixLike } from './matrix.ts'
import type { DistanceMetric } from './metric/distance-metric.ts'
import type { NeighborSearch } from './neighbor-search.ts'

/**
 * An approximate search on a hierarchical navigable small world graph (Malkov and Yashunin 2018, IEEE Trans. Pattern
 * Anal. Mach. Intell. 42:824–836, algorithms 1, 2, 4 and 5), in float64 and the same for the same seed. It always
 * finds k rows, at their own distances and in the order of exact searches, but not always the nearest; with
 * `ef_search` of at least n it visits every row and is exact.
 *
 * Differs from the paper where a search begins on the lowest layer: from the entry of the graph too, from which every
 * row can be reached (`reachAll`).
 */
export function fitHnsw(X: MatrixLike, metric: DistanceMetric, given?: Partial<HnswParams>): NeighborSearch {
  const params = hnswParams(given)
  const graph = buildGraph(X, metric, params)
  const top = graph.links[graph.entry].length - 1
  const search = new LayerSearch(graph)
  return {
    search(queries, k, { indices, values }) {
      const ef = Math.max(params.ef_search, k)
      for (let i = 0; i < queries.rows; i++) {
        const query = { values: queries.values, start: i * queries.columns }
        const entry = { row: graph.entry, value: search.value(query, graph.entry) }
        const found = search.nearest(query, [search.descend(query, top, 0), entry], ef, 0)
        for (let j = 0; j < k; j++) {
          indices[i * k + j] = found[j].row
          values[i * k + j] = found[j].value
        }
      }
    },
  }
}
