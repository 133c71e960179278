import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../src/engine/manifest.ts'
import { askedMetrics } from '../engine/asked-metrics.ts'
import { KINDS, type NastyCase, nastyCase, neighborCounts } from '../engine/nasty-data.ts'
import { askPython, gradedPython, readyPythonEngines } from '../engine/python-engine.ts'
import { configuration } from '../engine/tiny-job.ts'
import { ofKind } from '../engine/toy-adapter.ts'

const SINGLE_ROW: NastyCase = {
  X_train: { rows: 1, columns: 1, values: Float64Array.of(2) },
  y_train: Int32Array.of(1),
  X_score: { rows: 2, columns: 1, values: Float64Array.of(2, -7) },
  n_classes: 3,
}
const CASES = [
  ['one row, one feature', SINGLE_ROW] as const,
  ['clusters far apart, each row twice', farClusters()] as const,
  ['a column that is mostly 0', sparseColumns()] as const,
  ...KINDS.map((kind) => [kind, fc.sample(nastyCase(kind), { seed: 11, numRuns: 8 })[7]] as const),
]

/** 240 rows about three distant centers; 48 queries, half of them training rows: more than one block of any library. */
function farClusters(): NastyCase {
  const [rows, columns, seed] = [240, 7, 5]
  const deviates = fc.sample(fc.double({ min: -1, max: 1, noNaN: true }), { seed, numRuns: 120 * columns })
  const half = deviates.map((deviate, i) => deviate + 1000 * (Math.trunc(i / columns) % 3))
  const queries = [...half.slice(0, 24 * columns), ...half.slice(0, 24 * columns).map((value) => value + 0.5)]
  return {
    X_train: { rows, columns, values: Float64Array.from([...half, ...half]) },
    y_train: Int32Array.from({ length: rows }, (_, i) => (i * 7) % 3),
    X_score: { rows: 48, columns, values: Float64Array.from(queries) },
    n_classes: 3,
  }
}

/** 200 rows of two integer columns, one of them mostly 0, and 30 queries between the integers. */
function sparseColumns(): NastyCase {
  const train = Array.from({ length: 200 }, (_, i) => [i % 20 === 0 ? i / 20 : 0, i % 7])
  const queries = Array.from({ length: 30 }, (_, i) => [i / 2 + 0.25, (i % 7) + 0.3])
  return {
    X_train: { rows: train.length, columns: 2, values: Float64Array.from(train.flat()) },
    y_train: Int32Array.from(train, (_, i) => i % 3),
    X_score: { rows: queries.length, columns: 2, values: Float64Array.from(queries.flat()) },
    n_classes: 3,
  }
}

const RIGHT = ['identical', 'tie-equivalent', 'epsilon-equivalent']

const engines = readyPythonEngines().filter(({ manifest }) => manifest.capabilities.exact)

describe.each(engines)('$manifest.name against the naive reference', (found) => {
  const { name, library, capabilities } = found.manifest

  // oneDAL's k-d tree misses neighbors there: adapters/sklearnex.test.ts.
  const cases = CASES.filter(([, asked]) => name !== 'sklearnex-kd-tree' || asked.X_train.rows !== 200)
  it.each(cases)('on %s: every label and neighbor is right, for k from 1 to n', (_, asked) => {
    const cells = cellsOf(found.manifest, asked.X_train.rows)
    const run = askPython(found, asked, cells)
    expect([run.code, run.stderr]).toEqual([0, ''])
    if (library === 'scikit-learn-intelex' && new Set(asked.y_train).size === 1) {
      const message = 'scikit-learn-intelex leaves this data to scikit-learn' // oneDAL wants two classes
      expect(ofKind(run.events, 'failed')).toMatchObject(cells.map(() => ({ kind: 'unsupported', message })))
      return
    }
    expect(ofKind(run.events, 'failed')).toEqual([])
    const graded = metricsOf(name, capabilities.metrics).flatMap((metric) =>
      gradedPython(found, asked, { ...run, metric }),
    )
    expect(graded).toHaveLength(cells.length)
    for (const cell of graded) expect(RIGHT, `${name}: ${JSON.stringify(cell)}`).toContain(cell.grade)
  })
})

/**
 * All that the engine offers, but for what oneDAL's brute force gets wrong: the weighted vote on test rows that are
 * training rows (adapters/sklearnex.test.ts), and large k where there are more than a hundred rows, which
 * depends on what lay in memory, and minkowski(3) of rows so near that cubes of their differences are denormal, which
 * oneDAL takes for zero.
 */
function cellsOf({ name, capabilities }: Manifest, n_train: number) {
  const isFaulty = name === 'sklearnex-brute'
  const most = isFaulty ? Math.min(n_train, 50) : n_train
  const weights = isFaulty ? (['uniform'] as const) : capabilities.weights
  const counts = neighborCounts(n_train).filter((k) => k <= most)
  return metricsOf(name, capabilities.metrics).flatMap((metric) =>
    weights.flatMap((weight) => counts.map((k) => configuration(k, metric, weight))),
  )
}

function metricsOf(name: string, declared: readonly string[]): string[] {
  const asked = askedMetrics(declared)
  return name === 'sklearnex-brute' ? asked.filter((metric) => !metric.startsWith('minkowski')) : asked
}
