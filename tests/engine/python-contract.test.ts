import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIntegers, readNpy, writeNpy } from '../../src/data/npy.ts'
import type { EngineEvent, Job } from '../../src/engine/protocol.ts'
import { bundledManifests, resolveWord } from '../../src/runner/engine-registry.ts'
import type { EngineAnswers } from '../../src/verify/grade.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { installedPython } from '../full/installed-python.ts'
import { runEngine } from './engine-process.ts'
import { KINDS, type NastyCase, nastyCase, neighborCounts } from './nasty-data.ts'
import { TINY_OPTIONS, temporaryFolder } from './tiny-job.ts'

const python = installedPython()
const engines = bundledManifests().filter(({ manifest }) => manifest.ecosystem === 'python')
if (python === undefined)
  console.warn('SKIPPED: Python engines against the reference (no setup; needs Python 3.11)')

const SINGLE_ROW: NastyCase = {
  X_train: { rows: 1, columns: 1, values: Float64Array.of(2) },
  y_train: Int32Array.of(1),
  X_score: { rows: 2, columns: 1, values: Float64Array.of(2, -7) },
  n_classes: 3,
}
const CASES = [
  ['one row, one feature', SINGLE_ROW] as const,
  ...KINDS.map((kind) => [kind, fc.sample(nastyCase(kind), { seed: 11, numRuns: 8 })[7]] as const),
]

function jobOf(name: string, folder: string, asked: NastyCase, metrics: readonly string[]): Job {
  const file = (part: string): string => join(folder, `${part}.npy`)
  for (const part of ['X_train', 'X_score'] as const) {
    const { rows, columns, values } = asked[part]
    writeNpy(file(part), { shape: [rows, columns], data: values })
  }
  writeNpy(file('y_train'), { shape: [asked.y_train.length], data: asked.y_train })
  const configurations = metrics.flatMap((metric) =>
    (['uniform', 'distance'] as const).flatMap((weights) =>
      neighborCounts(asked.X_train.rows).map((n_neighbors) => ({ n_neighbors, metric, weights })),
    ),
  )
  return {
    protocol: 1,
    engine: name,
    params: {},
    fit_depends_on: [],
    task: 'classification',
    n_classes: asked.n_classes,
    threads: 1,
    data: {
      X_train: file('X_train'),
      y_train: file('y_train'),
      X_timed: file('X_score'),
      X_score: file('X_score'),
    },
    out: folder,
    protocol_options: TINY_OPTIONS,
    timed: [],
    untimed: {
      configurations,
      neighbors: metrics.map((metric) => ({ metric, n_neighbors: asked.X_train.rows })),
    },
  }
}

describe.skipIf(python === undefined).each(engines)('$manifest.name against the naive reference', (found) => {
  const { name, capabilities, vote, command } = found.manifest
  const { dtype, form } = capabilities

  it.each(CASES)('on %s: every label and neighbor is right, for k from 1 to n', (_, asked) => {
    const folder = temporaryFolder()
    const words = command.map((word) => resolveWord(word, found.file, python))
    const job = jobOf(name, folder.path, asked, capabilities.metrics)
    const { code, stderr, events } = runEngine(words, folder.path, job)
    expect([code, stderr]).toEqual([0, ''])
    for (const metric of capabilities.metrics) {
      const answers = {
        engine: name,
        declared: { dtype, form, vote },
        ...answersOf(events, metric, folder.path),
      }
      const graded = gradeAnswers({ ...asked, metric }, [answers]).get(name) ?? []
      expect(graded).toHaveLength(2 * neighborCounts(asked.X_train.rows).length)
      for (const cell of graded) expect(RIGHT, JSON.stringify(cell)).toContain(cell.grade)
    }
    folder.remove()
  })
})

const RIGHT = ['identical', 'tie-equivalent', 'epsilon-equivalent']

function answersOf(
  events: readonly EngineEvent[],
  metric: string,
  folder: string,
): Required<Pick<EngineAnswers, 'cells' | 'neighbors'>> {
  const path = (file: string): string => join(folder, file)
  const cells = events.flatMap((event) =>
    event.event === 'result' && event.configuration.metric === metric
      ? [{ ...event.configuration, labels: readIntegers(path(event.labels)) }]
      : [],
  )
  const found = events.find((event) => event.event === 'neighbors' && event.metric === metric)
  if (found?.event !== 'neighbors') throw new Error(`no neighbors for ${metric}`)
  const { n_neighbors, indices, distances } = found
  const read = Float64Array.from(readNpy(path(distances)).data, Number)
  return { cells, neighbors: { n_neighbors, indices: readIntegers(path(indices)), distances: read } }
}
