import type { RecordOf } from '../ledger/record.ts'

/** What the ledger's machine did at most. */
export type Calibration = NonNullable<RecordOf<'environment'>['calibration']>
type Quantity = Calibration['limits'][number]['quantity']

/** What brute force in float64 has to do for one call: its least arithmetic and its least traffic. */
export interface BruteForceWork {
  readonly pairs: number
  /** Of one number each, an instruction that a multiply-add unit takes; undefined where a metric's are not counted. */
  readonly operations: number | undefined
  /** Every row read once. */
  readonly bytes: number
}

/**
 * Operations a feature in difference form: a subtraction, then a multiply-add (euclidean), an addition (manhattan) or a
 * maximum (chebyshev). Magnitudes and selection are not counted, so that the limit is one.
 */
const OPERATIONS_A_FEATURE = new Map([
  ['euclidean', 2],
  ['manhattan', 2],
  ['chebyshev', 2],
])
const FLOAT64_BYTES = 8

interface Shape {
  readonly n_train: number
  readonly rows: number
  readonly n_features: number
}

/** The work of all distances between `rows` rows and the training rows. */
export function bruteForceWork({ n_train, rows, n_features }: Shape, metric: string): BruteForceWork {
  const pairs = n_train * rows
  const operations = OPERATIONS_A_FEATURE.get(metric)
  return {
    pairs,
    operations: operations === undefined ? undefined : pairs * n_features * operations,
    bytes: (n_train + rows) * n_features * FLOAT64_BYTES,
  }
}

/** A rate of so many threads: as measured, or else that of one thread times their number. */
export function limitOf({ limits }: Calibration, quantity: Quantity, threads: number): number | undefined {
  const known = limits.filter((limit) => limit.quantity === quantity)
  const same = known.find((limit) => limit.threads === threads)
  if (same !== undefined) return same.per_second
  const one = known.find((limit) => limit.threads === 1)
  return one === undefined ? undefined : one.per_second * threads
}
