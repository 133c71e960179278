import type { MatrixLike } from './matrix.ts'
import type { NeighborBuffers } from './nearest-lists.ts'

/** `any` where neither the order of a query's neighbors nor their values are asked for. */
export type Sequence = 'nearest-first' | 'any'

/** A fitted search, exact unless it says otherwise. Neighbors are ordered by (value before the root, training index). */
export interface NeighborSearch {
  /** Writes the k nearest training rows of each of the m queries into buffers of m × k; nearest first unless told. */
  search(queries: MatrixLike, k: number, buffers: NeighborBuffers, sequence?: Sequence): void
}
