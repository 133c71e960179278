import type { Matrix } from '../../data/matrix.ts'
import { RandomState } from '../../data/mt19937.ts'
import type { SuiteData } from '../suite-case.ts'

interface Shape {
  readonly seed: number
  readonly n_train: number
  readonly n_features: number
  readonly n_score: number
  readonly n_classes: number
}

/** The number of one cell; `row` counts through training and test rows. */
type CellOf = (random: RandomState, column: number, row: number) => number

/**
 * Rows of one recipe with labels by chance; every fourth test row, but not the first, is a training row. The same
 * seed gives the same bits on every machine.
 */
export function seededData(
  { seed, n_train, n_features, n_score, n_classes }: Shape,
  cell: CellOf,
): SuiteData {
  const random = new RandomState(seed)
  const fill = (rows: number, from: number): Matrix => ({
    rows,
    columns: n_features,
    values: Float64Array.from({ length: rows * n_features }, (_, at) =>
      cell(random, at % n_features, from + Math.floor(at / n_features)),
    ),
  })
  const X_train = fill(n_train, 0)
  const X_score = fill(n_score, n_train)
  for (let row = 3; row < n_score; row += 4) {
    const start = random.randint(0, n_train) * n_features
    X_score.values.set(X_train.values.subarray(start, start + n_features), row * n_features)
  }
  const y_train = Int32Array.from({ length: n_train }, () => random.randint(0, n_classes))
  return { X_train, y_train, X_score, n_classes }
}

/** Data that are written out, row by row. */
export function givenData(
  train: readonly (readonly number[])[],
  labels: readonly number[],
  score: readonly (readonly number[])[],
): SuiteData {
  return {
    X_train: matrixOf(train),
    y_train: Int32Array.from(labels),
    X_score: matrixOf(score),
    n_classes: Math.max(...labels) + 1,
  }
}

function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, columns: rows[0].length, values: Float64Array.from(rows.flat()) }
}
