import type { NeighborLists } from '../adapter.ts'

/** What the adapters use of usearch. */
export interface Usearch {
  readonly Index: new (options: {
    readonly dimensions: number
    readonly metric: 'l2sq'
    readonly quantization: 'f32'
    readonly connectivity: number
    readonly expansion_add: number
    readonly expansion_search: number
  }) => UsearchIndex
  exactSearch(
    dataset: Float32Array,
    queries: Float32Array,
    dimensions: number,
    count: number,
    metric: 'l2sq',
    threads: number,
  ): UsearchMatches
}

interface UsearchIndex {
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void
  search(vectors: Float32Array, k: number, threads: number): UsearchMatches
}

/** Row-major; squared distances, nearest first. A row that found fewer than k has what it found, then anything. */
export interface UsearchMatches {
  readonly keys: BigUint64Array
  readonly distances: Float32Array
  /** How many each query found; not there for a single one, which has no more than it found. */
  readonly counts?: BigUint64Array
}

/** Copies the matches of some queries to their place among those of all; `offset` counts elements. */
export function copyMatches(
  { keys, distances }: UsearchMatches,
  lists: { readonly indices: Int32Array; readonly distances: Float64Array },
  offset: number,
): void {
  for (let i = 0; i < keys.length; i++) {
    lists.indices[offset + i] = Number(keys[i])
    // The root in float64 rounds no further.
    lists.distances[offset + i] = Math.sqrt(distances[i])
  }
}

export function emptyLists(rows: number, n_neighbors: number): NeighborLists {
  return {
    indices: new Int32Array(rows * n_neighbors),
    distances: new Float64Array(rows * n_neighbors),
  }
}
