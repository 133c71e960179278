import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HnswParams } from '../../../src/knn/hnsw/hnsw-params.ts'
import { fitHnsw } from '../../../src/knn/hnsw.ts'
import type { MatrixLike } from '../../../src/knn/matrix.ts'
import { METRICS } from '../../../src/knn/metric/index.ts'
import { allocateBuffers } from '../../../src/knn/nearest-lists.ts'
import { matrix, problems, seeded } from '../matrices.ts'
import { naiveNeighbors } from '../naive-neighbors.ts'

type Asked = Partial<HnswParams> & { readonly metric?: keyof typeof METRICS }

function search(X: MatrixLike, queries: MatrixLike, k: number, { metric = 'euclidean', ...params }: Asked) {
  const buffers = allocateBuffers(queries.rows, k)
  fitHnsw(X, METRICS[metric], params).search(queries, k, buffers)
  return { indices: [...buffers.indices], values: [...buffers.values] }
}

function uniformRows(n: number, d: number, seed: number): MatrixLike {
  const random = seeded(seed)
  return matrix(
    d,
    Array.from({ length: n }, () => Array.from({ length: d }, random)),
  )
}

/** Share of the true neighbors that are found; there are no ties. */
function recallOf(X: MatrixLike, queries: MatrixLike, k: number, asked: Asked): number {
  const truth = naiveNeighbors(X, queries, k, asked.metric ?? 'euclidean').indices
  const { indices } = search(X, queries, k, asked)
  const hits = indices.filter((index, i) => {
    const first = Math.floor(i / k) * k
    return truth.slice(first, first + k).includes(index)
  })
  return hits.length / indices.length
}

describe.each(['euclidean', 'manhattan', 'chebyshev'] as const)('%s', (metric) => {
  test('with ef_search of at least n it finds what sorting all distances finds, bit for bit', () => {
    fc.assert(
      fc.property(
        problems,
        fc.integer({ min: 2, max: 6 }),
        fc.nat(9),
        ({ X, queries, n_neighbors }, M, seed) => {
          const asked = { M, ef_construction: 4, ef_search: X.rows, seed, metric }
          expect(search(X, queries, n_neighbors, asked)).toEqual(
            naiveNeighbors(X, queries, n_neighbors, metric),
          )
        },
      ),
      { numRuns: 200 },
    )
  })

  test('whatever the parameters, it finds k rows in order, each at its own distance', () => {
    const X = uniformRows(300, 3, 5)
    const queries = uniformRows(20, 3, 6)
    const asked = { M: 2, ef_construction: 1, ef_search: 1, metric }
    const { indices, values } = search(X, queries, 7, asked)
    const all = naiveNeighbors(X, queries, X.rows, metric)
    for (let i = 0; i < 20; i++) {
      const own = indices.slice(7 * i, 7 * i + 7)
      expect(new Set(own).size).toBe(7)
      const at = own.map((index) => all.indices.slice(300 * i, 300 * i + 300).indexOf(index))
      expect(at).toEqual(at.toSorted((a, b) => a - b))
      expect(values.slice(7 * i, 7 * i + 7)).toEqual(at.map((place) => all.values[300 * i + place]))
    }
  })

  test('a larger ef_search finds more', () => {
    const X = uniformRows(1000, 8, 3)
    const queries = uniformRows(50, 8, 4)
    const recalls = [5, 40, 1000].map((ef_search) =>
      recallOf(X, queries, 10, { M: 4, ef_construction: 40, ef_search, metric }),
    )
    expect(recalls).toEqual(recalls.toSorted((a, b) => a - b))
    expect(recalls[0]).toBeGreaterThan(0.3)
    expect(recalls[0]).toBeLessThan(recalls[1])
    expect(recalls[2]).toBe(1)
  })
})

test('the defaults find nearly everything in plain data', () => {
  expect(recallOf(uniformRows(1000, 6, 1), uniformRows(50, 6, 2), 10, {})).toBeGreaterThan(0.98)
})

test('the same seed gives the same answers, another seed may give others', () => {
  const X = uniformRows(800, 6, 9)
  const queries = uniformRows(40, 6, 10)
  const asked = { M: 3, ef_construction: 6, ef_search: 5 }
  const first = search(X, queries, 5, { ...asked, seed: 4 })
  expect(search(X, queries, 5, { ...asked, seed: 4 })).toEqual(first)
  expect(search(X, queries, 5, { ...asked, seed: 5 })).not.toEqual(first)
})

test('rows far from all others, and more equal rows than a list holds, are found', () => {
  const clusters = Array.from({ length: 400 }, (_, i) => [i < 300 ? 0 : 1e6 * (1 + (i % 4)), i % 2])
  const X = matrix(2, clusters)
  const queries = matrix(2, [
    [0, 0],
    [4e6, 1],
  ])
  const found = search(X, queries, 100, { M: 2, ef_construction: 2, ef_search: 400 })
  expect(found).toEqual(naiveNeighbors(X, queries, 100, 'euclidean'))
})

test('one row, and all rows, are found whatever ef_search is', () => {
  const one = matrix(2, [[3, 4]])
  expect(search(one, matrix(2, [[0, 0]]), 1, {})).toEqual({ indices: [0], values: [25] })
  const X = uniformRows(60, 2, 11)
  const { indices } = search(X, uniformRows(1, 2, 12), 60, { ef_search: 1 })
  expect(indices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i))
})

test('training rows may change after the fit', () => {
  const X = uniformRows(50, 2, 13)
  const queries = uniformRows(3, 2, 14)
  const fitted = fitHnsw(X, METRICS.euclidean)
  const truth = naiveNeighbors(X, queries, 5, 'euclidean').indices
  X.values.fill(0)
  const buffers = allocateBuffers(3, 5)
  fitted.search(queries, 5, buffers)
  expect([...buffers.indices]).toEqual(truth)
})

test.each([
  [{ M: 1 }, 'M is 1; it must be an integer of at least 2'],
  [{ M: 5000 }, 'M is 5000; it must be at most 1024'],
  [{ ef_search: 0 }, 'ef_search is 0; it must be an integer of at least 1'],
  [{ ef_construction: 1.5 }, 'ef_construction is 1.5; it must be an integer of at least 1'],
  [{ seed: -1 }, 'seed is -1; it must be an integer of at least 0'],
])('%j is refused', (params, message) => {
  expect(() => search(matrix(1, [[0]]), matrix(1, [[0]]), 1, params)).toThrow(message)
})
