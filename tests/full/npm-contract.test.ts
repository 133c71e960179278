import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { KINDS, type NastyCase, nastyCase, neighborCounts } from '../engine/nasty-data.ts'
import { readyNpmEngines, runTiny } from '../engine/npm-engine.ts'
import { askPython as ask, gradedPython as graded } from '../engine/python-engine.ts'
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
  ['clusters far apart, each row twice', manyRows()] as const,
  ...KINDS.map((kind) => [kind, fc.sample(nastyCase(kind), { seed: 11, numRuns: 8 })[7]] as const),
]

/** 300 rows about three centers, each twice, the last column constant; 40 queries, half of them training rows. */
function manyRows(): NastyCase {
  const [rows, columns] = [300, 5]
  const around = fc
    .sample(fc.double({ min: -1, max: 1, noNaN: true }), { seed: 5, numRuns: (rows / 2) * columns })
    .map((value, i) => (i % columns === 4 ? 1 : value + 1000 * (Math.trunc(i / columns) % 3)))
  const queries = around.slice(0, 20 * columns)
  return {
    X_train: { rows, columns, values: Float64Array.from([...around, ...around]) },
    y_train: Int32Array.from({ length: rows }, (_, i) => (i * 7) % 3),
    X_score: {
      rows: 40,
      columns,
      values: Float64Array.from([...queries, ...queries.map((value) => value + 0.25)]),
    },
    n_classes: 3,
  }
}

const RIGHT = ['identical', 'tie-equivalent', 'epsilon-equivalent']
const engines = readyNpmEngines()
const exact = engines.filter(({ manifest }) => manifest.capabilities.exact)

describe.each(exact)('$manifest.name against the naive reference', (found) => {
  const { name, capabilities } = found.manifest

  it.each(CASES)('on %s: every label and neighbor is right', (_, asked) => {
    const counts = neighborCounts(asked.X_train.rows)
    const cells = capabilities.metrics.flatMap((metric) =>
      capabilities.weights.flatMap((weights) => counts.map((k) => configuration(k, metric, weights))),
    )
    const run = ask(found, asked, cells)
    expect([run.code, run.stderr]).toEqual([0, ''])
    expect(ofKind(run.events, 'failed')).toEqual([])
    const all = capabilities.metrics.flatMap((metric) => graded(found, asked, { ...run, metric }))
    expect(all).toHaveLength(cells.length)
    for (const cell of all) expect(RIGHT, `${name}: ${JSON.stringify(cell)}`).toContain(cell.grade)
  })
})

describe.each(engines)('$manifest.name', (found) => {
  const { manifest } = found
  const { capabilities } = manifest

  test('says what its manifest declares, with the version that is installed, and leaves every other metric', () => {
    const undeclared = configuration(1, 'canberra')
    const run = runTiny(found, { untimed: { configurations: [configuration(3), undeclared], neighbors: [] } })
    expect([run.code, run.stderr]).toEqual([0, ''])
    const { name, library } = manifest
    const { dtype, form } = capabilities
    const version = expect.stringMatching(/^\d+\.\d+\.\d+$/)
    expect(ofKind(run.events, 'hello')).toMatchObject([{ engine: name, library, version, dtype, form }])
    expect(ofKind(run.events, 'failed')).toMatchObject([
      { kind: 'unsupported', message: 'metric=canberra is not offered', configuration: undeclared },
    ])
  })

  test('takes the parameters that it declares, and no others', () => {
    const params = Object.fromEntries((manifest.params ?? []).map((name) => [name, 7]))
    if (Object.keys(params).length > 0)
      expect(ofKind(runTiny(found, { params }).events, 'failed')).toEqual([])
    const [other] = ofKind(runTiny(found, { params: { ...params, nope: 4 } }).events, 'failed')
    expect(other.message).toContain('unknown parameter "nope"')
  })
})
