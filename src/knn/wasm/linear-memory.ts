import type { Kernels } from './kernels.ts'

const PAGE_BYTES = 65536

/** The kernels' functions (engines/wasm/assembly/index.ts); every argument is an address or a count. */
interface KernelFunctions {
  coarseRows(model: number, rows: number, count: number, work: number, out: number): number
  search(model: number, task: number): void
  /** For the test that attacks the float32 bounds. */
  limit(model: number, norm: number, value: number): number
  limitFrom(model: number, norm: number, sum: number): number
}

/** One model's memory, taken from the bottom up; what lies above `top` is free for the next call. */
export class LinearMemory {
  readonly kernels: KernelFunctions
  readonly #memory = new WebAssembly.Memory({ initial: 1 })
  #top = 16

  constructor(kernels: Kernels) {
    const { exports } = new WebAssembly.Instance(kernels, { env: { memory: this.#memory } })
    this.kernels = exports as KernelFunctions
  }

  get top(): number {
    return this.#top
  }

  /** Gives back everything that was taken since `top` was this. */
  release(top: number): void {
    this.#top = top
  }

  /** Address of `bytes` bytes at a multiple of 16; the memory grows where it must. */
  take(bytes: number): number {
    const at = this.#top
    this.#top = at + Math.ceil(bytes / 16) * 16
    const missing = this.#top - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES))
    return at
  }

  // Growing detaches older views: none outlives the next `take`.
  doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, at, length)
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, length)
  }

  integers(at: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, at, length)
  }

  /** A copy of these values. */
  put(values: Float64Array | Float32Array | Int32Array): number {
    const at = this.take(values.byteLength)
    if (values instanceof Float64Array) this.doubles(at, values.length).set(values)
    else if (values instanceof Float32Array) this.floats(at, values.length).set(values)
    else this.integers(at, values.length).set(values)
    return at
  }
}
