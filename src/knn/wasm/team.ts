import type { Kernels } from './kernels.ts'

/**
 * Threads that search in one memory: the caller's, and helpers, each of which passes what it is told to a
 * `createHelper`. In Node `src/engine/helper-threads.ts` starts them; in a browser any page with shared memory can, of
 * which the caller must be a worker itself, since it waits.
 */
export interface Team {
  /** Kernels for shared memory. */
  readonly kernels: Kernels
  /** Threads beside the caller's. */
  readonly helpers: number
  /** `COUNTERS` numbers that all threads see. */
  readonly counters: Int32Array
  /** Has all helpers search in this memory from now on, if they do not yet. */
  enter(memory: WebAssembly.Memory): void
  /** Tells each helper, by its number from 0, its part of a search; does not wait. */
  call(part: (helper: number) => Part): void
}

/** What a helper is told. */
export type HelperMessage = { readonly memory: WebAssembly.Memory } | Part

/** One thread's part of a search: the addresses of the model and of the thread's own task. */
export interface Part {
  readonly model: number
  readonly task: number
  /** Queries of all threads together. */
  readonly count: number
}
