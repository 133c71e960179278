/** The neighbors of m queries, nearest first, as a vote sees them. */
export interface Ballots {
  readonly n_neighbors: number
  /** (m, n_neighbors): class codes. */
  readonly labels: Int32Array
  /** (m, n_neighbors): true distances, not squared. */
  readonly distances: Float64Array
}

/** Adds the votes of query `row`, in neighbor order, to the scores of the classes (n_classes,). */
export type VoteRule = (ballots: Ballots, row: number, scores: Float64Array) => void
