import { NO_ROW } from './packed-rows.ts'

/** Where a search writes: row i of m holds the neighbors of query i, nearest first. */
export interface NeighborBuffers {
  /** (m, k): training indices. */
  readonly indices: Int32Array
  /** (m, k): values before the root (`DistanceMetric`). */
  readonly values: Float64Array
}

/** Buffers for m queries of k neighbors each. */
export function allocateBuffers(m: number, k: number): NeighborBuffers {
  return { indices: new Int32Array(m * k), values: new Float64Array(m * k) }
}

/**
 * The k best candidates of each query under (value, training index), kept in place in the caller's buffers as
 * max-heaps, so that the list of any query can be taken up again and nothing is allocated.
 */
export class NearestLists {
  readonly #values: Float64Array
  readonly #indices: Int32Array
  readonly #k: number
  /** Position of the open row's root. */
  #root = 0

  /** Empties the buffers: a list that is not full holds candidates worse than any row. */
  constructor(buffers: NeighborBuffers, k: number) {
    this.#values = buffers.values.fill(Number.MAX_VALUE)
    this.#indices = buffers.indices.fill(NO_ROW)
    this.#k = k
  }

  /** Takes up the list of one query. */
  open(query: number): void {
    this.#root = query * this.#k
  }

  /** The largest value still in the open list; a larger one cannot enter. */
  worstValue(): number {
    return this.#values[this.#root]
  }

  /** True if no row of at least this value and at least this index can enter the open list. */
  excludes(value: number, index: number): boolean {
    const worst = this.#values[this.#root]
    return value > worst || (value === worst && index > this.#indices[this.#root])
  }

  /** Enters the row if it belongs to the k best so far; returns the worst value afterwards. */
  offer(value: number, index: number): number {
    if (!this.excludes(value, index)) this.#sink(this.#k, value, index)
    return this.#values[this.#root]
  }

  /** Offers the rows of one block by their values; returns the worst value afterwards. */
  offerBlock(values: Float64Array, indices: Int32Array, first: number): number {
    let worst = this.#values[this.#root]
    for (let r = 0; r < values.length; r++) {
      if (values[r] <= worst) worst = this.offer(values[r], indices[first + r])
    }
    return worst
  }

  /** Orders the open list, nearest first; it takes no further rows. */
  sort(): void {
    for (let last = this.#k - 1; last > 0; last--) {
      const at = this.#root + last
      const value = this.#values[at]
      const index = this.#indices[at]
      this.#values[at] = this.#values[this.#root]
      this.#indices[at] = this.#indices[this.#root]
      this.#sink(last, value, index)
    }
  }

  /** Puts a candidate in the place of the root of a heap of `size`, and lets it sink to where it belongs. */
  #sink(size: number, value: number, index: number): void {
    const values = this.#values
    const indices = this.#indices
    const root = this.#root
    let hole = 0
    for (let child = 1; child < size; child = 2 * hole + 1) {
      let at = root + child
      if (child + 1 < size && isAfter(values[at + 1], indices[at + 1], values[at], indices[at])) {
        child++
        at++
      }
      if (!isAfter(values[at], indices[at], value, index)) break
      values[root + hole] = values[at]
      indices[root + hole] = indices[at]
      hole = child
    }
    values[root + hole] = value
    indices[root + hole] = index
  }
}

function isAfter(value: number, index: number, otherValue: number, otherIndex: number): boolean {
  return value > otherValue || (value === otherValue && index > otherIndex)
}
