const FIRST_CAPACITY = 1024

/** float64 values of which the number is not known beforehand; doubles its room. */
export class GrowingFloat64 {
  #values = new Float64Array(FIRST_CAPACITY)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(2 * this.length)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.length++] = value
  }

  /** The values, in memory of exactly their size. */
  take(): Float64Array {
    return this.#values.slice(0, this.length)
  }
}

/** As `GrowingFloat64`, for int32. */
export class GrowingInt32 {
  #values = new Int32Array(FIRST_CAPACITY)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(2 * this.length)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.length++] = value
  }

  /** The values, in memory of exactly their size. */
  take(): Int32Array {
    return this.#values.slice(0, this.length)
  }
}
