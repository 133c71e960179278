import type { MatrixLike } from './matrix.ts'

export type Algorithm = 'brute' | 'kd_tree' | 'ball_tree'

export interface ClassifierOptions {
  readonly algorithm: Algorithm
  readonly metric: 'euclidean' | 'manhattan'
  /** Largest number of training rows in a leaf of a tree. */
  readonly leaf_size?: number
}

export interface VoteOptions {
  readonly n_neighbors: number
  readonly weights: 'uniform' | 'distance'
}

export interface FittedClassifier {
  /** Class codes of the m rows; the smallest label wins a tie. */
  predict(X: MatrixLike, options: VoteOptions): Int32Array
  /** (m, n_classes), row-major; each row sums to 1. */
  predictProba(X: MatrixLike, options: VoteOptions): Float64Array
  /** (m, n_neighbors), row-major, nearest first; distances are true, not squared. */
  neighbors(X: MatrixLike, n_neighbors: number): { indices: Int32Array; distances: Float64Array }
}

/** Fits X (n, d) with class codes y (n,) in 0 … n_classes - 1. */
export function fitClassifier(
  X: MatrixLike,
  y: Int32Array,
  n_classes: number,
  options: ClassifierOptions,
): FittedClassifier {
  throw new Error(
    `${options.algorithm} is not built yet for ${X.rows} rows, ${y.length} labels, ${n_classes} classes`,
  )
}
