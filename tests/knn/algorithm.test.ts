import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALGORITHMS, type Algorithm } from '../../src/knn/algorithm.ts'
import type { MatrixLike } from '../../src/knn/matrix.ts'
import { METRICS, type MetricName } from '../../src/knn/metric/index.ts'
import { allocateBuffers } from '../../src/knn/nearest-lists.ts'
import { matrix, problems, seeded, within } from './matrices.ts'
import { METRIC_NAMES, metricOf } from './metric-cases.ts'
import { naiveNeighbors } from './naive-neighbors.ts'

interface Problem {
  readonly X: MatrixLike
  readonly queries: MatrixLike
  readonly n_neighbors: number
  readonly leaf_size: number
}

function expectNaive(
  { X, queries, n_neighbors, leaf_size }: Problem,
  algorithm: Algorithm,
  metric: MetricName,
) {
  const buffers = allocateBuffers(queries.rows, n_neighbors)
  ALGORITHMS[algorithm](X, metricOf(metric), leaf_size).search(queries, n_neighbors, buffers)
  const naive = naiveNeighbors(X, queries, n_neighbors, metric)
  expect([...buffers.indices]).toEqual(naive.indices)
  expect([...buffers.values]).toEqual(naive.values)
}

/** n × d on a coarse or a fine grid; enough rows for deep trees. */
function grid(n: number, d: number, steps: number, seed: number): MatrixLike {
  const random = seeded(seed)
  const cell = () => Math.floor(random() * steps) / Math.min(steps, 10)
  return matrix(
    d,
    Array.from({ length: n }, () => Array.from({ length: d }, cell)),
  )
}

const names = <Name extends string>(index: Readonly<Record<Name, unknown>>) => Object.keys(index) as Name[]

describe.each(names(ALGORITHMS))('%s', (algorithm) => {
  describe.each(METRIC_NAMES)('%s', (metric) => {
    const largest = metricOf(metric).largestMagnitude(12)

    test('finds what sorting all distances finds, bit for bit', () => {
      fc.assert(
        fc.property(problems, (problem) => expectNaive(within(largest, problem), algorithm, metric)),
        { numRuns: 150 },
      )
    })

    test.each([
      { n: 2000, d: 2, steps: 6, k: 40, leaf_size: 8 },
      { n: 2000, d: 5, steps: 3, k: 7, leaf_size: 32 },
      { n: 2000, d: 3, steps: 1e9, k: 51, leaf_size: 20 },
      { n: 1500, d: 30, steps: 2, k: 5, leaf_size: 1 },
      { n: 600, d: 1, steps: 1e9, k: 600, leaf_size: 16 },
    ])('agrees in deep trees: $n × $d on $steps steps, k = $k', ({ n, d, steps, k, leaf_size }) => {
      const problem = { X: grid(n, d, steps, 7), queries: grid(10, d, steps, 8), n_neighbors: k, leaf_size }
      expectNaive(problem, algorithm, metric)
    })

    test('takes the smallest indices of 500 equal rows', () => {
      const X = matrix(
        2,
        Array.from({ length: 500 }, () => [0.1, 0.7]),
      )
      expectNaive({ X, queries: matrix(2, [[0.3, 0.2]]), n_neighbors: 9, leaf_size: 4 }, algorithm, metric)
    })

    test('answers for a single training row', () => {
      expectNaive(
        { X: matrix(1, [[4]]), queries: matrix(1, [[-1], [4]]), n_neighbors: 1, leaf_size: 1 },
        algorithm,
        metric,
      )
    })

    test('answers no queries with empty buffers', () => {
      expectNaive(
        { X: matrix(1, [[4]]), queries: matrix(1, []), n_neighbors: 1, leaf_size: 1 },
        algorithm,
        metric,
      )
    })
  })
})

test('a search that takes the second of two tied rows would be noticed', () => {
  const X = matrix(1, [[1], [-1]])
  const naive = naiveNeighbors(X, matrix(1, [[0]]), 1, 'euclidean')
  expect(naive.indices).not.toEqual([1])
})

test('a tree skips most of the rows of well separated groups', () => {
  let scanned = 0
  const { scan } = METRICS.euclidean
  const counting = {
    ...METRICS.euclidean,
    scan: ((rows, first, end, query, lists) => {
      scanned += end - first
      scan(rows, first, end, query, lists)
    }) satisfies typeof scan,
  }
  const X = matrix(
    2,
    Array.from({ length: 1024 }, (_, i) => [Math.floor(i / 32) * 100 + (i % 4), i % 8]),
  )
  const queries = matrix(2, [[1501, 3]])
  for (const fitTree of [ALGORITHMS.kd_tree, ALGORITHMS.ball_tree]) {
    scanned = 0
    fitTree(X, counting, 32).search(queries, 5, allocateBuffers(1, 5))
    expect(scanned).toBeLessThanOrEqual(8)
  }
})
