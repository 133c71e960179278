/** A dense float64 matrix, row-major: element (i, j) is `values[i * columns + j]`. */
export interface MatrixLike {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}
