import { KnnInputError } from './input-error.ts'
import type { MatrixLike } from './matrix.ts'
import type { DistanceMetric } from './metric/distance-metric.ts'

/**
 * Refuses a matrix whose shape is inconsistent, and any NaN, ±Inf or value so large that a distance could
 * overflow. `name` is what the message calls the matrix.
 */
export function checkMatrix(name: string, X: MatrixLike, metric: DistanceMetric): void {
  checkCount(`${name}.columns`, X.columns, 1)
  checkCount(`${name}.rows`, X.rows, 0)
  if (X.values.length !== X.rows * X.columns) {
    throw new KnnInputError(
      `${name} has ${X.values.length} values; ${X.rows} rows of ${X.columns} columns need ${X.rows * X.columns}`,
    )
  }
  checkMagnitudes(name, X, metric)
}

/** Refuses an empty training matrix. */
export function checkTrainingRows(X: MatrixLike): void {
  if (X.rows < 1) throw new KnnInputError('X_train has 0 rows; at least 1 is needed')
}

/** Refuses queries with another number of features than the training rows. */
export function checkFeatures(queries: MatrixLike, n_features: number): void {
  if (queries.columns !== n_features) {
    throw new KnnInputError(`X has ${queries.columns} columns; the training rows have ${n_features}`)
  }
}

/** Refuses an n_neighbors that is no integer from 1 to n_train. */
export function checkNeighborCount(n_neighbors: number, n_train: number): void {
  if (!Number.isInteger(n_neighbors) || n_neighbors < 1 || n_neighbors > n_train) {
    throw new KnnInputError(
      `n_neighbors is ${n_neighbors}; it must be an integer from 1 to n_train = ${n_train}`,
    )
  }
}

/** Refuses class codes that are not 0 … n_classes - 1, or not one per training row. */
export function checkLabels(y: Int32Array, n_train: number, n_classes: number): void {
  checkCount('n_classes', n_classes, 1)
  if (y.length !== n_train) throw new KnnInputError(`y has ${y.length} labels; X_train has ${n_train} rows`)
  const at = y.findIndex((label) => label < 0 || label >= n_classes)
  if (at >= 0) throw new KnnInputError(`y[${at}] is ${y[at]}; class codes go from 0 to ${n_classes - 1}`)
}

/** Beyond it the sum of many targets, weighted, could overflow. */
const LARGEST_TARGET = 2 ** 900

/** Refuses targets that are no finite numbers, too large to be averaged, or not one per training row. */
export function checkTargets(y: Float64Array, n_train: number): void {
  if (y.length !== n_train) throw new KnnInputError(`y has ${y.length} targets; X_train has ${n_train} rows`)
  const at = y.findIndex((target) => !(Math.abs(target) <= LARGEST_TARGET))
  if (at < 0) return
  throw new KnnInputError(
    Number.isFinite(y[at])
      ? `y[${at}] is ${y[at]}; beyond ±${LARGEST_TARGET} a mean could overflow`
      : `y[${at}] is ${y[at]}; every target must be a finite number`,
  )
}

/** Refuses a count that is no integer of at least `least`. */
export function checkCount(name: string, count: number, least: number): void {
  if (!Number.isSafeInteger(count) || count < least) {
    throw new KnnInputError(`${name} is ${count}; it must be an integer of at least ${least}`)
  }
}

/** Refuses a name that the index does not hold. */
export function checkName(what: string, name: string, index: Readonly<Record<string, unknown>>): void {
  if (!Object.hasOwn(index, name)) {
    throw new KnnInputError(`${what} is "${name}"; allowed: ${Object.keys(index).join(', ')}`)
  }
}

/** A plain loop, as every timed call of predict passes here. */
function checkMagnitudes(name: string, { values, columns }: MatrixLike, metric: DistanceMetric): void {
  const limit = metric.largestMagnitude(columns)
  for (let i = 0; i < values.length; i++) {
    // Written so that NaN fails as well.
    if (Math.abs(values[i]) <= limit) continue
    const place = `${name}[${Math.floor(i / columns)}][${i % columns}] is ${values[i]}`
    throw new KnnInputError(
      Number.isFinite(values[i])
        ? `${place}; beyond ±${limit} a ${metric.name} distance of ${columns} features could overflow`
        : `${place}; every value must be a finite number`,
    )
  }
}
