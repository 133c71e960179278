import type { NeighborTable } from '../neighbor-model.ts'

/** The neighbors of m queries, nearest first, as a mean sees them. */
export interface Neighborhoods extends NeighborTable {
  readonly n_neighbors: number
}

/** The mean of the targets y (n_train,) of the neighbors of query `row`. */
export type MeanRule = (neighborhoods: Neighborhoods, row: number, y: Float64Array) => number
