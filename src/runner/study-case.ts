import type { PreparedCase } from '../data/case.ts'

/** A prepared case with the rows that are timed and scored, as files and as positions in the test part. */
export interface StudyCase {
  readonly prepared: PreparedCase
  readonly timed: SampledRows
  readonly score: SampledRows
  /** A few rows, for the probe. */
  readonly probe: SampledRows
}

export interface SampledRows {
  /** Positions in the test part, ascending. */
  readonly positions: Int32Array
  /** A .npy matrix of just these rows. */
  readonly path: string
}
