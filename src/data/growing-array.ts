const FIRST_BLOCK = 1024
const LARGEST_BLOCK = 65_536

/** Numbers of which the count is not known beforehand, in blocks, so that nothing is copied while they come. */
abstract class GrowingArray<A extends Float64Array | Int32Array> {
  readonly #create: (length: number) => A
  #blocks: A[] = []
  #last: Float64Array | Int32Array = new Int32Array(0)
  #used = 0
  length = 0

  constructor(create: (length: number) => A) {
    this.#create = create
  }

  push(value: number): void {
    if (this.#used === this.#last.length) this.#grow()
    this.#last[this.#used++] = value
    this.length++
  }

  /** The values, in memory of exactly their size; none are kept here. */
  take(): A {
    const values = this.#create(this.length)
    let taken = 0
    for (const block of this.#blocks) {
      values.set(block.subarray(0, this.length - taken), taken)
      taken += block.length
    }
    this.#blocks = []
    this.#last = new Int32Array(0)
    this.#used = 0
    this.length = 0
    return values
  }

  #grow(): void {
    const block = this.#create(Math.min(Math.max(this.length, FIRST_BLOCK), LARGEST_BLOCK))
    this.#blocks.push(block)
    this.#last = block
    this.#used = 0
  }
}

export class GrowingFloat64 extends GrowingArray<Float64Array> {
  constructor() {
    super((length) => new Float64Array(length))
  }
}

export class GrowingInt32 extends GrowingArray<Int32Array> {
  constructor() {
    super((length) => new Int32Array(length))
  }
}
