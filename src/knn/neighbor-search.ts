import type { MatrixLike } from './matrix.ts'
import type { NeighborBuffers } from './nearest-lists.ts'

/** A fitted search, exact unless it says otherwise. Neighbors are ordered by (value before the root, training index). */
export interface NeighborSearch {
  /** Writes the k nearest training rows of each of the m queries into buffers of m × k. */
  search(queries: MatrixLike, k: number, buffers: NeighborBuffers): void
}
