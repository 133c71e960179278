/** Which end of the order a heap gives first. */
export type HeapOrder = 'nearest-first' | 'farthest-first'

/**
 * Rows by (value, index), the first under `order` on top. Holds at most `capacity` rows; the values are those of a
 * distance metric before the root, so never NaN.
 */
export class ValueHeap {
  readonly capacity: number
  readonly #values: Float64Array
  readonly #rows: Int32Array
  /** Both are stored times this, so that one comparison serves both orders. */
  readonly #sign: 1 | -1
  #size = 0

  constructor(order: HeapOrder, capacity: number) {
    this.capacity = capacity
    this.#values = new Float64Array(capacity)
    this.#rows = new Int32Array(capacity)
    this.#sign = order === 'nearest-first' ? 1 : -1
  }

  get size(): number {
    return this.#size
  }

  /** Of the first row; there must be one. */
  get topValue(): number {
    return this.#sign * this.#values[0]
  }

  get topRow(): number {
    return this.#sign * this.#rows[0]
  }

  clear(): void {
    this.#size = 0
  }

  push(value: number, row: number): void {
    const key = this.#sign * value
    const id = this.#sign * row
    let hole = this.#size++
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (!this.#isBefore(key, id, parent)) break
      this.#move(parent, hole)
      hole = parent
    }
    this.#values[hole] = key
    this.#rows[hole] = id
  }

  /** Removes the first row. */
  pop(): void {
    const last = --this.#size
    const key = this.#values[last]
    const id = this.#rows[last]
    let hole = 0
    for (let child = 1; child < last; child = 2 * hole + 1) {
      if (child + 1 < last && this.#isBefore(this.#values[child + 1], this.#rows[child + 1], child)) child++
      if (this.#isBefore(key, id, child)) break
      this.#move(child, hole)
      hole = child
    }
    this.#values[hole] = key
    this.#rows[hole] = id
  }

  #isBefore(key: number, id: number, at: number): boolean {
    const other = this.#values[at]
    return key < other || (key === other && id < this.#rows[at])
  }

  #move(from: number, to: number): void {
    this.#values[to] = this.#values[from]
    this.#rows[to] = this.#rows[from]
  }
}
