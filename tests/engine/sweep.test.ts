import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Matrix } from '../../src/data/matrix.ts'
import type { Adapter, Sweep } from '../../src/engine/adapter.ts'
import type { Job } from '../../src/engine/protocol.ts'
import { bundledManifests } from '../../src/runner/engine-registry.ts'
import { readyEngines } from './asked-engine.ts'
import { runEngine } from './engine-process.ts'
import { configuration, temporaryFolder, tinyJob } from './tiny-job.ts'
import { drive, ofKind, toyAdapter } from './toy-adapter.ts'

const METRICS = ['euclidean', 'manhattan']
const GRID = METRICS.flatMap((metric) =>
  [1, 3, 12].flatMap((k) => (['uniform', 'distance'] as const).map((w) => configuration(k, metric, w))),
)

function asking(sweep: boolean): Partial<Job> {
  const neighbors = METRICS.map((metric) => ({ metric, n_neighbors: 12 }))
  return { timed: [], untimed: { configurations: GRID, neighbors, ...(sweep ? { sweep: true } : {}) } }
}

/** Every answer file of a fresh process, by the event that announced it. */
function answerFiles(words: readonly string[], engine: string, sweep: boolean): Map<string, string> {
  const { path, remove } = temporaryFolder()
  mkdirSync(path, { recursive: true })
  const { code, events, stderr } = runEngine(words, path, tinyJob(path, { ...asking(sweep), engine }))
  expect(code, stderr).toBe(0)
  const names = [
    ...ofKind(events, 'result').flatMap(({ labels, probabilities }) => [labels, probabilities ?? []].flat()),
    ...ofKind(events, 'neighbors').flatMap(({ indices, distances }) => [indices, distances]),
  ]
  const files = new Map(names.map((name) => [name, readFileSync(join(path, name), 'hex')]))
  remove()
  return files
}

const offering = readyEngines().filter(({ manifest }) => manifest.capabilities.sweep)

test.each(offering)(
  '$manifest.name answers a grid from one search as call by call',
  ({ manifest, command }) => {
    const callByCall = answerFiles(command.words, manifest.name, false)
    expect(callByCall.size).toBe(2 * GRID.length + 2 * METRICS.length)
    expect(answerFiles(command.words, manifest.name, true)).toEqual(callByCall)
  },
)

test('no approximate engine offers it', () => {
  const wrong = bundledManifests().filter(({ manifest: { capabilities: c } }) => c.sweep && !c.exact)
  expect(wrong).toEqual([])
})

/** The toy with a sweep that is told what it is asked. */
function sweepingToy(sweep: (X: Matrix, most: number) => Sweep): Adapter<Matrix> {
  const toy = toyAdapter()
  return { ...toy, fit: (X, y, options) => ({ ...toy.fit(X, y, options), sweep }) }
}

function answersOf(sweep: (X: Matrix, most: number) => Sweep) {
  const { path, remove } = temporaryFolder()
  const events = drive(sweepingToy(sweep), tinyJob(path, asking(true)))
  remove()
  return { results: ofKind(events, 'result'), failed: ofKind(events, 'failed') }
}

test('a metric is searched once, at the largest k that can be asked', () => {
  const searched: number[] = []
  const { results } = answersOf((X, most) => {
    searched.push(most)
    return {
      predict: () => new Int32Array(X.rows),
      neighbors: (k) => ({ indices: new Int32Array(X.rows * k), distances: new Float64Array(X.rows * k) }),
    }
  })
  expect(searched).toEqual([12, 12])
  // the toy knows no weights but uniform
  expect(results.map((one) => one.configuration)).toEqual(GRID.filter(({ weights }) => weights === 'uniform'))
})

test('a search that fails is not tried again for each configuration', () => {
  let searches = 0
  const { results, failed } = answersOf(() => {
    searches++
    throw new Error('no memory for lists')
  })
  expect(searches).toBe(METRICS.length)
  expect(results).toEqual([])
  const messages = failed.filter(({ kind }) => kind === 'error').map(({ message }) => message)
  expect(new Set(messages)).toEqual(new Set(['no memory for lists']))
  expect(messages).toHaveLength(3 * METRICS.length)
})
