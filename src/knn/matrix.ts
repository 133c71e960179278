/** A dense float64 matrix, row-major: element (i, j) is `values[i * columns + j]`. */
export interface MatrixLike {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

/** Copies row i of X into `row`, of length `X.columns`. */
export function copyRow(X: MatrixLike, i: number, row: Float64Array): void {
  const start = i * X.columns
  for (let f = 0; f < X.columns; f++) row[f] = X.values[start + f]
}
