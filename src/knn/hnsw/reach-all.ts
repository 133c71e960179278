import { type HnswGraph, LayerSearch } from './layer-search.ts'

/**
 * Lets every row be reached on the lowest layer from the entry. Where lists of links are cut to their most, a row may
 * lose the last link that leads to it (among many equal rows, or far from all others) and could then never be found,
 * however long one searches. Such a row gets a link from the nearest one that is found, beyond the limit if need be.
 */
export function reachAll(graph: HnswGraph, ef: number): void {
  const { links, values, n_features, entry } = graph
  const search = new LayerSearch(graph)
  const reached = new Uint8Array(links.length)
  markFrom(entry, links, reached)
  for (let row = 0; row < links.length; row++) {
    if (reached[row] === 1) continue
    const query = { values, start: row * n_features }
    const from = { row: entry, value: search.value(query, entry) }
    links[search.nearest(query, [from], ef, 0)[0].row][0].push(row)
    markFrom(row, links, reached)
  }
}

function markFrom(start: number, links: HnswGraph['links'], reached: Uint8Array): void {
  const open = [start]
  reached[start] = 1
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    for (const next of links[row][0]) {
      if (reached[next] === 1) continue
      reached[next] = 1
      open.push(next)
    }
  }
}
