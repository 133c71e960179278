import { readFileSync, statSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MatrixLike } from '../../../src/knn/matrix.ts'
import { METRICS } from '../../../src/knn/metric/index.ts'
import { allocateBuffers } from '../../../src/knn/nearest-lists.ts'
import { fitNeighbors } from '../../../src/knn/neighbor-model.ts'
import { compileKernels } from '../../../src/knn/wasm/kernels.ts'
import { fitWasm } from '../../../src/knn/wasm.ts'
import { matrix, problems, seeded, within } from '../matrices.ts'
import { naiveNeighbors } from '../naive-neighbors.ts'
import { builtKernels } from './kernels.ts'

interface Problem {
  readonly X: MatrixLike
  readonly queries: MatrixLike
  readonly n_neighbors: number
  readonly leaf_size: number
}
type Metric = 'euclidean' | 'manhattan'

const KERNELS = builtKernels()

/** As searched by wasm, or by what takes its place where `kernels` are missing. */
function search(
  { X, queries, n_neighbors, leaf_size }: Problem,
  metric: Metric,
  kernels: typeof KERNELS | undefined = KERNELS,
) {
  const buffers = allocateBuffers(queries.rows, n_neighbors)
  fitWasm(X, METRICS[metric], leaf_size, kernels).search(queries, n_neighbors, buffers)
  return { indices: [...buffers.indices], values: [...buffers.values] }
}

function expectNaive(problem: Problem, metric: Metric): void {
  const { X, queries, n_neighbors, leaf_size } = problem
  const naive = naiveNeighbors(X, queries, n_neighbors, metric)
  expect(search(problem, metric)).toEqual(naive)
  const any = allocateBuffers(queries.rows, n_neighbors)
  fitWasm(X, METRICS[metric], leaf_size, KERNELS).search(queries, n_neighbors, any, 'any')
  for (let at = 0; at < any.indices.length; at += n_neighbors) {
    const found = [...any.indices.subarray(at, at + n_neighbors)].sort((a, b) => a - b)
    expect(found).toEqual(naive.indices.slice(at, at + n_neighbors).sort((a, b) => a - b))
  }
}

/** n × d of what `cell` gives for a random number and a feature. */
function filled(
  n: number,
  d: number,
  seed: number,
  cell: (random: () => number, f: number) => number,
): MatrixLike {
  const random = seeded(seed)
  return matrix(
    d,
    Array.from({ length: n }, () => Array.from({ length: d }, (_, f) => cell(random, f))),
  )
}

/** Data on which a wrong bound, a wrong tie or a lost feature would show; queries are other rows of the same. */
const CELLS: Readonly<Record<string, (random: () => number, f: number) => number>> = {
  'ordinary numbers': (random) => random() * 6 - 3,
  'one-hot': (random) => (random() < 0.1 ? 1 : 0),
  'duplicates by the dozen': (random) => Math.floor(random() * 2),
  'constant columns': (random, f) => (f % 2 === 0 ? 7.3 : Math.floor(random() * 50) / 10),
  subnormal: (random) => Math.floor(random() * 40) * Number.MIN_VALUE,
  'squares that underflow': (random) => Math.floor(random() * 40) * 3e-163,
  '1e150': (random) => (random() - 0.5) * 1e150,
  'one feature of 1e150 among ordinary ones': (random, f) =>
    f === 0 ? Math.floor(random() * 3) * 1e150 : random(),
  'far from zero, and near in the last bits': (random) => 1e8 + Math.floor(random() * 30) * 1e-8,
  'equal in float32': (random) => 1 + Math.floor(random() * 9) * 2 ** -40,
  'an outlier that float32 gives all its digits': (random, f) =>
    f === 0 && random() < 0.005 ? 1e12 : random(),
}

describe.each(['euclidean', 'manhattan'] as const)('wasm, %s', (metric) => {
  const largest = METRICS[metric].largestMagnitude(12)

  test('finds what sorting all distances finds, bit for bit', () => {
    fc.assert(
      fc.property(problems, (problem) => expectNaive(within(largest, problem), metric)),
      { numRuns: 300 },
    )
  })

  test.each(Object.entries(CELLS))('is exact on %s', (_, cell) => {
    for (const [n, d, k, leaf_size] of [
      [700, 1, 5, 16],
      [700, 3, 51, 8],
      [600, 9, 5, 32],
      [500, 23, 20, 64],
    ] as const) {
      const X = filled(n, d, 7, cell)
      const others = filled(9, d, 8, cell)
      const same = { rows: 4, columns: d, values: X.values.slice(0, 4 * d) }
      for (const queries of [others, same]) expectNaive({ X, queries, n_neighbors: k, leaf_size }, metric)
    }
  })

  test('is exact for queries anywhere, and for one of them as for all', () => {
    const X = filled(300, 4, 3, (random) => random())
    const places = [0.5, 1e5, -1e18, 1e40, 1e150, -1e150, Number.MIN_VALUE]
    const queries = matrix(
      4,
      places.map((place) => [place, 0.5, -place, 0.25]),
    )
    expectNaive({ X, queries, n_neighbors: 7, leaf_size: 16 }, metric)
    const whole = search({ X, queries, n_neighbors: 7, leaf_size: 16 }, metric)
    for (const [i] of places.entries()) {
      const one = { rows: 1, columns: 4, values: queries.values.slice(i * 4, (i + 1) * 4) }
      const { indices } = search({ X, queries: one, n_neighbors: 7, leaf_size: 16 }, metric)
      expect(indices).toEqual(whole.indices.slice(i * 7, (i + 1) * 7))
    }
  })

  test('tiny training rows and a huge query leave float32 nothing to say, and the answer is the same', () => {
    const X = matrix(2, [
      [1e-310, 0],
      [3e-310, 0],
      [2e-310, 0],
    ])
    expectNaive({ X, queries: matrix(2, [[1e150, 1]]), n_neighbors: 2, leaf_size: 8 }, metric)
  })

  test('gives all rows, one row, and nothing for no queries', () => {
    const X = filled(130, 5, 4, (random) => Math.floor(random() * 3))
    expectNaive({ X, queries: X, n_neighbors: 130, leaf_size: 24 }, metric)
    const one = matrix(1, [[4]])
    expectNaive({ X: one, queries: matrix(1, [[-1], [4]]), n_neighbors: 1, leaf_size: 1 }, metric)
    expectNaive({ X: one, queries: matrix(1, []), n_neighbors: 1, leaf_size: 1 }, metric)
  })

  test('searches in parts without a seam', () => {
    // Answers of 600 neighbors: 8 MiB hold about 1,150 queries of them.
    const X = filled(700, 2, 5, (random) => Math.floor(random() * 100))
    const queries = filled(2500, 2, 6, (random) => Math.floor(random() * 100))
    const all = search({ X, queries, n_neighbors: 600, leaf_size: 32 }, metric)
    const last = { rows: 3, columns: 2, values: queries.values.slice(-6) }
    const naive = naiveNeighbors(X, last, 600, metric)
    expect(all.indices.slice(-1800)).toEqual(naive.indices)
    expect(all.values.slice(-1800)).toEqual(naive.values)
  })

  test('without vectors it is the k-d tree, and the answer is the same', () => {
    const problem = {
      X: filled(200, 6, 9, (random) => Math.floor(random() * 4)),
      queries: filled(20, 6, 10, (random) => random() * 4),
      n_neighbors: 9,
    }
    const options = { algorithm: 'wasm', metric, leaf_size: 16 } as const
    const withKernels = fitNeighbors(problem.X, { ...options, kernels: KERNELS })(problem.queries, 9)
    expect(fitNeighbors(problem.X, options)(problem.queries, 9)).toEqual(withKernels)
  })
})

test('no other metric is taken', () => {
  const fit = () => fitNeighbors(matrix(1, [[1]]), { algorithm: 'wasm', metric: 'cosine', kernels: KERNELS })
  expect(fit).toThrow('metric is "cosine"; wasm has euclidean and manhattan')
})

test('bytes that this runtime cannot compile give no kernels', () => {
  const bytes = readFileSync('dist/knn/kernels.wasm')
  expect(compileKernels(bytes.subarray(0, -1))).toBeUndefined()
})

test('both builds of the kernels are below 200 kB together', () => {
  const sizes = ['kernels', 'kernels-shared'].map((name) => statSync(`dist/knn/${name}.wasm`).size)
  expect(sizes[0] + sizes[1]).toBeLessThan(200_000)
})
