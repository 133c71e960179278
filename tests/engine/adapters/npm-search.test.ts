import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIntegers } from '../../../src/data/npy.ts'
import type { Usearch } from '../../../src/engine/adapters/usearch.ts'
import { packagesIn } from '../../../src/engine/packages.ts'
import type { FoundManifest } from '../../../src/runner/engine-registry.ts'
import type { NastyCase } from '../nasty-data.ts'
import { installedPackages, readyNpmEngines } from '../npm-engine.ts'
import { askPython as ask } from '../python-engine.ts'
import { configuration } from '../tiny-job.ts'
import { ofKind } from '../toy-adapter.ts'

const engines = readyNpmEngines()
const approximate = engines.filter(({ manifest }) => !manifest.capabilities.exact)
const inParts = engines.filter(({ manifest }) => ['usearch-exact', 'onnx-brute'].includes(manifest.name))
const K = 10

/** 600 training rows and 20 test rows, 4 features, even over a cube. */
const CUBE: NastyCase = {
  X_train: { rows: 600, columns: 4, values: even(600 * 4, 1) },
  y_train: Int32Array.from({ length: 600 }, (_, i) => i % 3),
  X_score: { rows: 20, columns: 4, values: even(20 * 4, 2) },
  n_classes: 3,
}

function even(numRuns: number, seed: number): Float64Array {
  const integers = fc.integer({ min: -1_000_000, max: 1_000_000 }) // fc.double prefers extremes
  return Float64Array.from(fc.sample(fc.noBias(integers), { seed, numRuns }), (value) => value / 1_000_000)
}

/** The K nearest by comparing with every row. */
function nearest({ X_train, X_score }: NastyCase, query: number): Set<number> {
  const distance = (row: number): number =>
    Array.from({ length: X_train.columns }, (_, j) => {
      const [a, b] = [X_train, X_score].map((X, i) => X.values[(i === 0 ? row : query) * X.columns + j])
      return (a - b) ** 2
    }).reduce((sum, one) => sum + one, 0)
  const rows = Array.from({ length: X_train.rows }, (_, row) => row)
  return new Set(rows.toSorted((a, b) => distance(a) - distance(b)).slice(0, K))
}

describe.each(approximate)('$manifest.name', (found) => {
  test('finds most neighbors', () => {
    const indices = neighborsOf(found, CUBE, K)
    const hits = Array.from({ length: CUBE.X_score.rows }, (_, i) => {
      const wanted = nearest(CUBE, i)
      return [...indices.subarray(i * K, (i + 1) * K)].filter((index) => wanted.has(index)).length
    })
    expect(hits.reduce((sum, one) => sum + one, 0) / indices.length).toBeGreaterThan(0.9)
  })
})

/** Row i of one feature is at i, and query q a little behind it: the nearest is known. */
describe.each(inParts)('$manifest.name searches in calls of bounded memory', (found) => {
  test('and each query gets its own neighbor, over more than two calls', () => {
    const [n_train, n_queries] = [40_000, 250] // 2²² pairs a call: 104 queries
    const at = (i: number): number => i * 150
    const asked: NastyCase = {
      X_train: { rows: n_train, columns: 1, values: Float64Array.from({ length: n_train }, (_, i) => i) },
      y_train: Int32Array.from({ length: n_train }, (_, i) => i % 3),
      X_score: {
        rows: n_queries,
        columns: 1,
        values: Float64Array.from({ length: n_queries }, (_, i) => at(i) + 0.25),
      },
      n_classes: 3,
    }
    expect([...neighborsOf(found, asked, 1)]).toEqual(Array.from({ length: n_queries }, (_, i) => at(i)))
  })
})

const usearch = engines.find(({ manifest }) => manifest.setup === 'usearch')

test.runIf(usearch !== undefined)(
  'usearch reads a view from the start of its buffer, so it gets copies',
  () => {
    const { exactSearch } = packagesIn(installedPackages('usearch')).load<Usearch>('usearch')
    const rows = Float32Array.of(0, 10, 20)
    const nearest = (query: Float32Array) => exactSearch(rows, query, 1, 1, 'l2sq', 1).keys[0]
    const second = Float32Array.of(19, 1).subarray(1)
    expect([nearest(second), nearest(second.slice())]).toEqual([2n, 0n])
  },
)

function neighborsOf(engine: FoundManifest, asked: NastyCase, k: number): Int32Array {
  const { events, folder } = ask(engine, asked, [configuration(k)])
  const [{ indices }] = ofKind(events, 'neighbors')
  return readIntegers(join(folder, indices))
}
