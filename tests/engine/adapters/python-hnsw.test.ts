import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIntegers } from '../../../src/data/npy.ts'
import type { FoundManifest } from '../../../src/runner/engine-registry.ts'
import type { NastyCase } from '../nasty-data.ts'
import { askPython, readyPythonEngines } from '../python-engine.ts'
import { configuration } from '../tiny-job.ts'
import { ofKind } from '../toy-adapter.ts'

const ready = readyPythonEngines()
const flat = ready.find(({ manifest }) => manifest.name === 'faiss-flat')
const graphs = ready.filter(({ manifest }) => !manifest.capabilities.exact)
const K = 10

/** 600 training rows and 20 test rows, 4 features, even over a cube. */
const CUBE: NastyCase = {
  X_train: { rows: 600, columns: 4, values: deviates(600 * 4, 1) },
  y_train: Int32Array.from({ length: 600 }, (_, i) => i % 3),
  X_score: { rows: 20, columns: 4, values: deviates(20 * 4, 2) },
  n_classes: 3,
}

function deviates(numRuns: number, seed: number): Float64Array {
  const even = fc.integer({ min: -1_000_000, max: 1_000_000 }) // fc.double prefers extremes
  return Float64Array.from(fc.sample(fc.noBias(even), { seed, numRuns }), (value) => value / 1_000_000)
}

describe.each(graphs.map((found) => [found.manifest.name, found] as const))('%s', (_, hnsw) => {
  const { metrics } = hnsw.manifest.capabilities

  test.runIf(flat).each(metrics)('finds most %s neighbors of faiss-flat', (metric) => {
    const [exact, found] = [flat ?? hnsw, hnsw].map((engine) => neighborsOf(engine, metric))
    const row = (indices: Int32Array, i: number) => [...indices.subarray(i * K, (i + 1) * K)]
    const hits = Array.from({ length: CUBE.X_score.rows }, (_, i) => {
      const wanted = new Set(row(exact, i))
      return row(found, i).filter((index) => wanted.has(index)).length
    })
    const recall = hits.reduce((sum, one) => sum + one, 0) / exact.length
    expect(recall).toBeGreaterThan(0.9)
  })

  test('looks at no fewer candidates than neighbors are asked for', () => {
    const { events } = askPython(hnsw, CUBE, [configuration(600)])
    expect(ofKind(events, 'failed')).toEqual([])
  })

  test('says so where its graph does not reach enough rows', () => {
    const rows = 4000 // many more equal ones than a row has links for
    const equal = (count: number) => ({ rows: count, columns: 2, values: new Float64Array(2 * count) })
    const { events } = askPython(
      hnsw,
      { ...CUBE, X_train: equal(rows), y_train: new Int32Array(rows), X_score: equal(3) },
      [configuration(5), configuration(rows)],
    )
    const message = 'found fewer than 4000 neighbors of a row: its graph does not reach all rows'
    expect(ofKind(events, 'failed')).toMatchObject([
      { kind: 'unsupported', message, configuration: { n_neighbors: rows } },
      { kind: 'unsupported', message, part: 'neighbors' },
    ])
    expect(ofKind(events, 'result').map((one) => one.configuration.n_neighbors)).toEqual([5])
  })
})

function neighborsOf(engine: FoundManifest, metric: string): Int32Array {
  const { events, folder } = askPython(engine, CUBE, [configuration(K, metric)])
  const [{ indices }] = ofKind(events, 'neighbors')
  return readIntegers(join(folder, indices))
}
