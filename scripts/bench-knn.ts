/**
 * CPU milliseconds of fitting and searching with every algorithm and metric of src/knn, and how many times as
 * fast as brute force; for changes to the kernels, not for claims (no fresh processes, no verdict).
 *
 *     npx tsx scripts/bench-knn.ts [FOLDER…]
 *
 * A FOLDER is what `knnbench datasets prepare NAME --out FOLDER` wrote; without one, seeded synthetic shapes.
 */
import { basename } from 'node:path'
import type { Matrix } from '../src/data/matrix.ts'
import { readMatrix } from '../src/data/npy.ts'
import { ALGORITHMS } from '../src/knn/algorithm.ts'
import { METRICS } from '../src/knn/metric/index.ts'
import { allocateBuffers } from '../src/knn/nearest-lists.ts'

interface Shape {
  readonly name: string
  readonly train: Matrix
  readonly queries: Matrix
}

const NEIGHBOR_COUNTS = [5, 51]
const REPEATS = 3
const LEAF_SIZE = 32

for (const shape of process.argv.length > 2 ? process.argv.slice(2).map(load) : synthetic()) bench(shape)

function bench({ name, train, queries }: Shape): void {
  console.log(`\n${name}: ${train.rows} × ${train.columns}, ${queries.rows} queries`)
  for (const [metricName, metric] of Object.entries(METRICS)) {
    const bruteMs = new Map<number, number>()
    for (const [algorithm, fitSearch] of Object.entries(ALGORITHMS)) {
      const [fitMs, search] = timed(() => fitSearch(train, metric, LEAF_SIZE))
      for (const k of NEIGHBOR_COUNTS.filter((count) => count <= train.rows)) {
        const buffers = allocateBuffers(queries.rows, k)
        const searchMs = best(() => search.search(queries, k, buffers))
        if (algorithm === 'brute') bruteMs.set(k, searchMs)
        print({
          metricName,
          algorithm,
          k,
          fitMs,
          searchMs,
          speedRatio: (bruteMs.get(k) ?? searchMs) / searchMs,
        })
      }
    }
  }
}

interface Row {
  readonly metricName: string
  readonly algorithm: string
  readonly k: number
  readonly fitMs: number
  readonly searchMs: number
  readonly speedRatio: number
}

function print({ metricName, algorithm, k, fitMs, searchMs, speedRatio }: Row): void {
  const cells = [
    metricName.padEnd(10),
    algorithm.padEnd(10),
    `k=${k}`.padEnd(5),
    `fit ${fitMs.toFixed(1)} ms`.padStart(14),
    `search ${searchMs.toFixed(1)} ms`.padStart(18),
    `${speedRatio.toFixed(2)} × brute`.padStart(15),
  ]
  console.log(cells.join(' '))
}

/** CPU time, as other work on the machine lengthens the time on the clock. */
function timed<T>(work: () => T): [number, T] {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return [(user + system) / 1000, result]
}

function best(work: () => void): number {
  return Math.min(...Array.from({ length: REPEATS }, () => timed(work)[0]))
}

function load(folder: string): Shape {
  const read = (file: string) => readMatrix(`${folder}/${file}`)
  return { name: basename(folder), train: read('X_train.npy'), queries: read('X_test.npy') }
}

function synthetic(): Shape[] {
  const random = lehmer(1)
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
  const oneHot = () => (random() < 0.15 ? 2.4 : -0.4)
  const shape = (name: string, n: number, m: number, cells: readonly (() => number)[]): Shape => ({
    name,
    train: fill(n, cells),
    queries: fill(m, cells),
  })
  const repeat = (count: number, cell: () => number) => Array.from({ length: count }, () => cell)
  return [
    shape('normal', 10_000, 1000, repeat(3, normal)),
    shape('normal', 10_000, 1000, repeat(20, normal)),
    shape('half one-hot', 36_000, 1000, [...repeat(8, normal), ...repeat(14, oneHot)]),
  ]
}

function fill(rows: number, cells: readonly (() => number)[]): Matrix {
  const values = Float64Array.from({ length: rows * cells.length }, (_, i) => cells[i % cells.length]())
  return { rows, columns: cells.length, values }
}

/** A uniform generator on (0, 1): 48271 mod 2³¹ − 1. */
function lehmer(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}
