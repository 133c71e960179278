import type { DistanceMetric } from '../metric/distance-metric.ts'
import { ValueHeap } from './value-heap.ts'

/** Rows and their links: `links[row][layer]` are the rows that row points to; a row is on layers 0 … its level. */
export interface HnswGraph {
  readonly values: Float64Array
  readonly n_features: number
  readonly metric: DistanceMetric
  readonly links: number[][][]
  /** Where every search begins: a row of the highest layer. */
  entry: number
}

/** A row that begins at `start` of `values`. */
export interface Query {
  readonly values: Float64Array
  readonly start: number
}

/** A row and its value for the query at hand. */
export interface FoundRow {
  readonly row: number
  readonly value: number
}

/** Searches one layer after the other, with marks and heaps that are allocated once. */
export class LayerSearch {
  readonly #graph: HnswGraph
  /** The search that last saw a row. */
  readonly #seen: Uint32Array
  readonly #open: ValueHeap
  #found = new ValueHeap('farthest-first', 1)
  #search = 0

  constructor(graph: HnswGraph) {
    const n = graph.links.length
    this.#graph = graph
    this.#seen = new Uint32Array(n)
    this.#open = new ValueHeap('nearest-first', n)
  }

  /** The value of a training row for the query. */
  value(query: Query, row: number): number {
    const { values, n_features, metric } = this.#graph
    return metric.value(values, row * n_features, query.values, query.start, n_features)
  }

  /** Walks to the nearest row of each layer from `top` down to above `bottom`: the entry of the next. */
  descend(query: Query, top: number, bottom: number): FoundRow {
    const { links, entry } = this.#graph
    let nearest = { row: entry, value: this.value(query, entry) }
    for (let layer = top; layer > bottom; layer--) {
      for (let isMoving = true; isMoving; ) {
        isMoving = false
        for (const row of links[nearest.row][layer]) {
          const value = this.value(query, row)
          if (value >= nearest.value) continue
          nearest = { row, value }
          isMoving = true
        }
      }
    }
    return nearest
  }

  /**
   * SEARCH-LAYER of the paper: the `ef` nearest rows that a best-first walk from `entries` meets, nearest first; all
   * that can be reached where they are at most `ef`.
   */
  nearest(query: Query, entries: readonly FoundRow[], ef: number, layer: number): FoundRow[] {
    const { links } = this.#graph
    const open = this.#open
    const found = this.#emptyList(Math.min(ef, links.length) + 1)
    open.clear()
    this.#nextSearch()
    for (const { row, value } of entries) if (this.#isNew(row)) this.#offer(found, ef, row, value)
    while (open.size > 0) {
      if (found.size >= ef && open.topValue > found.topValue) break
      const from = open.topRow
      open.pop()
      for (const row of links[from][layer])
        if (this.#isNew(row)) this.#offer(found, ef, row, this.value(query, row))
    }
    return nearestFirst(found)
  }

  #offer(found: ValueHeap, ef: number, row: number, value: number): void {
    if (found.size >= ef && value > found.topValue) return
    this.#open.push(value, row)
    found.push(value, row)
    if (found.size > ef) found.pop()
  }

  /** The heap of the last search where it is as large: most are. */
  #emptyList(capacity: number): ValueHeap {
    if (this.#found.capacity !== capacity) this.#found = new ValueHeap('farthest-first', capacity)
    this.#found.clear()
    return this.#found
  }

  #isNew(row: number): boolean {
    if (this.#seen[row] === this.#search) return false
    this.#seen[row] = this.#search
    return true
  }

  /** The marks of older searches hold for none after the count begins anew. */
  #nextSearch(): void {
    this.#search = (this.#search + 1) >>> 0
    if (this.#search > 0) return
    this.#seen.fill(0)
    this.#search = 1
  }
}

function nearestFirst(found: ValueHeap): FoundRow[] {
  const rows = new Array<FoundRow>(found.size)
  for (let i = rows.length - 1; i >= 0; i--) {
    rows[i] = { row: found.topRow, value: found.topValue }
    found.pop()
  }
  return rows
}
