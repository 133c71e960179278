export interface CaseSize {
  readonly n_train: number
  readonly n_test: number
  readonly n_features: number
}

/** A brute-force engine in JavaScript, cold: 0.84 ms a row against 36,000 × 22 in its probe, 0.4 ms once warm. */
const COMPARED_NS = 1
/** Predictions of baseline and null arm in 10 rounds of 8 configurations, with searches, first calls and warm-up. */
const TIMED_CALLS = 320
/** Predictions in the untimed pass over 40 configurations, with probabilities and neighbors. */
const SCORED_CALLS = 82

const TIMED_LIMIT_NS = 30e9 // a third of the 90 s, so that the other engines find room
const SCORED_LIMIT_NS = 5e9
const MOST_TIMED = 256
const LEAST_TIMED = 64
const LEAST_SCORED = 256

/**
 * How many test rows a run of about 90 s can time and score: 256 and all, fewer where each row is compared with
 * so much that the baseline alone would use the time up.
 */
export function quickRows({ n_train, n_test, n_features }: CaseSize): {
  readonly rows: number
  readonly score_rows: number | 'all'
} {
  const row_ns = n_train * n_features * COMPARED_NS
  const rows = Math.max(LEAST_TIMED, powerOfTwo(Math.min(MOST_TIMED, TIMED_LIMIT_NS / TIMED_CALLS / row_ns)))
  const score_rows = Math.max(LEAST_SCORED, powerOfTwo(SCORED_LIMIT_NS / SCORED_CALLS / row_ns))
  return { rows, score_rows: score_rows >= n_test ? 'all' : score_rows }
}

/** The largest power of two up to `most`. */
function powerOfTwo(most: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, most)))
}
