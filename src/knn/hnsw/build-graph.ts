import type { MatrixLike } from '../matrix.ts'
import type { DistanceMetric } from '../metric/distance-metric.ts'
import { chooseLinks } from './choose-links.ts'
import type { HnswParams } from './hnsw-params.ts'
import { type FoundRow, type HnswGraph, LayerSearch } from './layer-search.ts'
import { reachAll } from './reach-all.ts'
import { seededUniform } from './seeded-uniform.ts'

/** Inserts the rows of X (n ≥ 1, d) one after another; the same seed gives the same graph. X is copied. */
export function buildGraph(X: MatrixLike, metric: DistanceMetric, params: HnswParams): HnswGraph {
  const links = drawLevels(X.rows, params).map((level) =>
    Array.from({ length: level + 1 }, (): number[] => []),
  )
  const graph: HnswGraph = { values: X.values.slice(), n_features: X.columns, metric, links, entry: 0 }
  const insert = inserter(graph, params)
  for (let row = 1; row < X.rows; row++) insert(row)
  reachAll(graph, params.ef_construction)
  return graph
}

/** ⌊−ln(u)·m_L⌋ with m_L = 1 / ln M, so that each layer has one row in M of the one below it. */
function drawLevels(rows: number, { M, seed }: HnswParams): number[] {
  const uniform = seededUniform(seed)
  return Array.from({ length: rows }, () => Math.floor(-Math.log(1 - uniform()) / Math.log(M)))
}

/** INSERT of the paper. */
function inserter(graph: HnswGraph, { M, ef_construction }: HnswParams): (row: number) => void {
  const { values, n_features, metric, links } = graph
  const search = new LayerSearch(graph)
  const between = (a: number, b: number): number =>
    metric.value(values, a * n_features, values, b * n_features, n_features)

  function link(from: number, to: number, layer: number): void {
    const own = links[from][layer]
    own.push(to)
    const most = layer === 0 ? 2 * M : M
    if (own.length > most) links[from][layer] = chooseLinks(byValue(own, from), most, between)
  }

  function byValue(rows: readonly number[], from: number): FoundRow[] {
    return rows
      .map((row) => ({ row, value: between(row, from) }))
      .sort((a, b) => a.value - b.value || a.row - b.row)
  }

  return (row) => {
    const query = { values, start: row * n_features }
    const level = links[row].length - 1
    const top = links[graph.entry].length - 1
    let entries: readonly FoundRow[] = [search.descend(query, top, level)]
    for (let layer = Math.min(top, level); layer >= 0; layer--) {
      const found = search.nearest(query, entries, ef_construction, layer)
      const chosen = chooseLinks(found, M, between)
      links[row][layer] = chosen
      for (const other of chosen) link(other, row, layer)
      entries = found
    }
    if (level > top) graph.entry = row
  }
}
