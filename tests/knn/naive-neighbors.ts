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

/** One running sum over the features in order, before the root; of cosine, that of rows which are compared already. */
function naiveValue(a: MatrixLike, i: number, b: MatrixLike, j: number, metric: MetricName): number {
  const p = Number(/\d[\d.]*/.exec(metric)?.[0])
  let value = 0
  for (let f = 0; f < a.columns; f++) {
    const t = Math.abs(a.values[i * a.columns + f] - b.values[j * b.columns + f])
    if (metric === 'chebyshev') value = t > value ? t : value
    else if (metric === 'hamming') value += t > 0 ? 1 : 0
    else if (metric === 'manhattan') value += t
    else value += power(t, p > 0 ? p : 2)
  }
  return value
}

/** Factor by factor, the root of a half first. */
function power(t: number, p: number): number {
  const first = Number.isInteger(p) ? t : t * Math.sqrt(t)
  return Array.from({ length: Math.floor(p) - 1 }, () => t).reduce(
    (product, factor) => product * factor,
    first,
  )
}
