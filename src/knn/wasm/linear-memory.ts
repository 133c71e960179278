import type { Kernels } from './kernels.ts'

const PAGE_BYTES = 65536
/** 4 GiB. */
const MOST_PAGES = 65536

/** The kernels' functions (engines/wasm/assembly/index.ts); every argument is an address or a count. */
export interface KernelFunctions {
  coarseRows(model: number, rows: number, count: number, work: number, out: number): number
  /** A search is all three, the first and the last for any parts of the queries. */
  prepare(model: number, task: number, from: number, end: number): void
  sortByLeaf(task: number): void
  search(model: number, task: number, from: number, end: number): void
  /** For the test that attacks the float32 bounds. */
  limit(model: number, norm: number, value: number): number
  limitFrom(model: number, norm: number, sum: number): number
}

/** The functions of the kernels on this memory. */
export function kernelsIn(memory: WebAssembly.Memory, kernels: Kernels): KernelFunctions {
  return new WebAssembly.Instance(kernels, { env: { memory } }).exports as KernelFunctions
}

/** Memory that threads can share; it takes addresses from the start, and bytes only as it grows. */
export function sharedMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true })
}

/** One model's memory, taken from the bottom up; what lies above `top` is free for the next call. */
export class LinearMemory {
  readonly kernels: KernelFunctions
  readonly whole: WebAssembly.Memory
  #top = 16

  constructor(kernels: Kernels, memory = new WebAssembly.Memory({ initial: 1 })) {
    this.whole = memory
    this.kernels = kernelsIn(memory, kernels)
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
    const missing = this.#top - this.whole.buffer.byteLength
    if (missing > 0) this.whole.grow(Math.ceil(missing / PAGE_BYTES))
    return at
  }

  // Growing detaches older views: none outlives the next `take`.
  doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.whole.buffer, at, length)
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.whole.buffer, at, length)
  }

  integers(at: number, length: number): Int32Array {
    return new Int32Array(this.whole.buffer, at, length)
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
