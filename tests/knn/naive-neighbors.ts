import type { MatrixLike } from '../../src/knn/matrix.ts'
import type { MetricName } from '../../src/knn/metric/index.ts'

/** Computes every distance and sorts them all: what the searches must equal, bit for bit. */
export function naiveNeighbors(X: MatrixLike, queries: MatrixLike, k: number, metric: MetricName) {
  const indices: number[] = []
  const values: number[] = []
  for (let i = 0; i < queries.rows; i++) {
    const all = Array.from({ length: X.rows }, (_, row) => ({
      row,
      value: naiveValue(queries, i, X, row, metric),
    }))
    all.sort((a, b) => a.value - b.value || a.row - b.row)
    for (const { row, value } of all.slice(0, k)) {
      indices.push(row)
      values.push(value)
    }
  }
  return { indices, values }
}

/** One running sum over the features in order, before the root. */
function naiveValue(a: MatrixLike, i: number, b: MatrixLike, j: number, metric: MetricName): number {
  let sum = 0
  for (let f = 0; f < a.columns; f++) {
    const t = a.values[i * a.columns + f] - b.values[j * b.columns + f]
    sum += metric === 'euclidean' ? t * t : Math.abs(t)
  }
  return sum
}
