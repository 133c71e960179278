import { type CaseSplit, splitRows } from './case-split.ts'
import { sampleRows } from './sample-rows.ts'
import type { Labels, SplitIndices } from './split.ts'

/** Rows that are drawn before the split, at random and without replacement. */
export interface RowSample {
  readonly rows: number
  readonly seed: number
}

interface Parts {
  readonly labels: Labels | undefined
  /** Undefined: all rows. */
  readonly sample: RowSample | undefined
}

/**
 * As `splitRows`, of the sampled rows alone; both parts are row numbers of the dataset. A sample of as many rows as
 * there are is all of them in their order.
 */
export function splitSample(n: number, split: CaseSplit, { labels, sample }: Parts): SplitIndices {
  if (sample === undefined) return splitRows(n, split, labels)
  const rows = sampleRows(n, sample.rows, sample.seed)
  const codes = labels && { ...labels, codes: rows.map((row) => labels.codes[row]) }
  const { train, test } = splitRows(rows.length, split, codes)
  return { train: train.map((i) => rows[i]), test: test.map((i) => rows[i]) }
}
