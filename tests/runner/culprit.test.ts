import { describe, expect, test } from 'vitest'
import type { Configuration } from '../../src/config/study.ts'
import type { EngineEvent, Job } from '../../src/engine/protocol.ts'
import { findCulprit } from '../../src/runner/culprit.ts'
import { JOB } from './program-task.ts'

function at(n_neighbors: number, metric = 'euclidean'): Configuration {
  return { n_neighbors, metric, weights: 'uniform' }
}

const LOADED: EngineEvent = { event: 'loaded', load_ns: 1, convert_ns: 1 }
const fitted = (metric: string): EngineEvent => ({ event: 'fit', metric, fit_ns: 1, cpu_ns: 1 })
const first = (metric: string): EngineEvent => ({ event: 'first', metric, first_ns: 1, cpu_ns: 1 })
const warm = (metric: string): EngineEvent => ({ event: 'warm', metric, calls: 1 })
const sample = (configuration: Configuration, kind: 'predict' | 'proba' = 'predict'): EngineEvent => ({
  event: 'sample',
  configuration,
  kind,
  predict_ns: 1,
  count: 1,
  cpu_ns: 1,
})
const result = (configuration: Configuration): EngineEvent => ({
  event: 'result',
  configuration,
  labels: 'x.npy',
  probabilities: null,
})
const failed = (configuration: Configuration, part?: 'neighbors' | 'search'): EngineEvent => ({
  event: 'failed',
  kind: 'error',
  message: '',
  configuration,
  ...(part === undefined ? {} : { part }),
})
const search = ({ metric, n_neighbors }: Configuration): EngineEvent => ({
  event: 'search',
  metric,
  n_neighbors,
  search_ns: 1,
  count: 1,
  cpu_ns: 1,
})
const neighbors = ({ metric, n_neighbors }: Configuration): EngineEvent => ({
  event: 'neighbors',
  metric,
  n_neighbors,
  indices: 'i.npy',
  distances: 'd.npy',
})

const ARM = undefined
const cell = (configuration: Configuration) => ({ part: 'labels', configuration })

describe('in a timed block', () => {
  const job: Job = {
    ...JOB,
    timed: [
      { metric: 'euclidean', first: at(5), configurations: [at(3), at(1)] },
      { metric: 'manhattan', first: at(5, 'manhattan'), configurations: [at(7, 'manhattan')] },
    ],
  }
  const started = [LOADED, fitted('euclidean'), first('euclidean'), warm('euclidean')]
  const euclidean = [...started, sample(at(3)), sample(at(1))]
  const manhattan = [fitted('manhattan'), first('manhattan'), warm('manhattan')]

  test.each<[string, EngineEvent[], unknown]>([
    ['nothing was loaded: the arm', [], ARM],
    ['it ended in the fit: the arm', [LOADED], ARM],
    ['it ended in the first prediction: that configuration', started.slice(0, 2), cell(at(5))],
    ['it ended in the warm-up: the configuration that is warmed up with', started.slice(0, 3), cell(at(5))],
    ['it ended in the first sample: the first in order', started, cell(at(3))],
    ['it ended between samples: the next in order', euclidean.slice(0, 5), cell(at(1))],
    ['it ended in the fit of the second metric: the arm', euclidean, ARM],
    [
      'it ended in the second metric: its configuration',
      [...euclidean, ...manhattan],
      cell(at(7, 'manhattan')),
    ],
    [
      'it ended after all samples: the arm, since nothing is left to leave out',
      [...euclidean, ...manhattan, sample(at(7, 'manhattan'))],
      ARM,
    ],
    ['one configuration was refused before: the next after it', [...started, failed(at(3))], cell(at(1))],
    [
      'the first prediction was refused: the first in order',
      [...started.slice(0, 2), failed(at(5))],
      cell(at(3)),
    ],
    [
      'a later configuration was refused before the fit: the first in order all the same',
      [LOADED, failed(at(1)), ...started.slice(1)],
      cell(at(3)),
    ],
    [
      'a whole metric was refused: the second is looked at',
      [LOADED, failed(at(3)), failed(at(1)), ...manhattan],
      cell(at(7, 'manhattan')),
    ],
    [
      'one configuration was passed over without a word: what follows the last that was told',
      [...started, sample(at(1))],
      ARM,
    ],
  ])('%s', (_, events, culprit) => {
    expect(findCulprit(job, events)).toEqual(culprit)
  })
})

test('a configuration is not over before its last repeat', () => {
  const job: Job = {
    ...JOB,
    protocol_options: { ...JOB.protocol_options, repeats: 2 },
    timed: [{ metric: 'euclidean', first: at(5), configurations: [at(3), at(1)] }],
  }
  const events = [LOADED, fitted('euclidean'), first('euclidean'), warm('euclidean'), sample(at(3))]
  expect(findCulprit(job, events)).toEqual(cell(at(3)))
  expect(findCulprit(job, [...events, sample(at(3))])).toEqual(cell(at(1)))
})

describe('in a block that times probabilities and searches too', () => {
  const weighted: Configuration = { ...at(3), weights: 'distance' }
  const job: Job = {
    ...JOB,
    protocol_options: { ...JOB.protocol_options, time_proba: true, time_search: true },
    timed: [
      { metric: 'euclidean', first: at(3), configurations: [at(3), weighted, at(1)] },
      { metric: 'manhattan', first: at(3, 'manhattan'), configurations: [at(3, 'manhattan')] },
    ],
  }
  const cells = [at(3), weighted, at(1)]
  const predicted = [
    ...[LOADED, fitted('euclidean'), first('euclidean'), warm('euclidean')],
    ...cells.map((one) => sample(one)),
  ]
  const all = [...predicted, ...cells.map((one) => sample(one, 'proba'))]

  test.each<[string, EngineEvent[], unknown]>([
    ['it ended in the first probabilities: that configuration', predicted, cell(at(3))],
    ['it ended in later ones: the next in order', [...predicted, sample(at(3), 'proba')], cell(weighted)],
    ['it ended in the first search: the search', all, { part: 'search', configuration: at(3) }],
    [
      'it ended in the second search: that of the next k',
      [...all, search(at(3))],
      { part: 'search', configuration: at(1) },
    ],
    ['it ended after the searches: the arm, in its second fit', [...all, search(at(3)), search(at(1))], ARM],
    [
      'a search was refused: the next one',
      [...all, failed(at(3), 'search')],
      { part: 'search', configuration: at(1) },
    ],
    [
      'the engine tells no probabilities after all: what follows what was told',
      [...predicted, search(at(3))],
      { part: 'search', configuration: at(1) },
    ],
    [
      'the next metric has begun: nothing before it',
      [...predicted, fitted('manhattan')],
      cell(at(3, 'manhattan')),
    ],
  ])('%s', (_, events, culprit) => {
    expect(findCulprit(job, events)).toEqual(culprit)
  })
})

describe('in the untimed pass', () => {
  const far = [at(3, 'manhattan'), at(1, 'manhattan')]
  const job: Job = {
    ...JOB,
    untimed: {
      configurations: [at(3), at(1), ...far],
      neighbors: ['euclidean', 'manhattan'].map((metric) => ({ metric, n_neighbors: 3 })),
    },
  }
  const labels = [LOADED, result(at(3)), result(at(1))]

  test.each<[string, EngineEvent[], unknown]>([
    ['nothing was loaded: the arm', [], ARM],
    ['nothing was answered: the first in order', [LOADED], cell(at(3))],
    ['one was answered: the next', labels.slice(0, 2), cell(at(1))],
    ['one was refused: the next', [LOADED, failed(at(3))], cell(at(1))],
    ['all labels of a metric came: its neighbors', labels, { part: 'neighbors', configuration: at(3) }],
    ['its neighbors were refused: the next metric', [...labels, failed(at(3), 'neighbors')], cell(far[0])],
    [
      'all labels of a metric were refused: the next metric, not its neighbors',
      [LOADED, failed(at(3)), failed(at(1))],
      cell(far[0]),
    ],
    ['its neighbors came: the next metric', [...labels, neighbors(at(3))], cell(far[0])],
    ['its neighbors were passed over: what follows what was told', [...labels, result(far[0])], cell(far[1])],
    ['everything came: the arm', [...labels, neighbors(at(3)), ...far.map(result), neighbors(far[0])], ARM],
  ])('%s', (_, events, culprit) => {
    expect(findCulprit(job, events)).toEqual(culprit)
  })

  test('of neighbors at several k, it is the first that did not come', () => {
    const untimed = {
      configurations: [at(1), at(3)],
      neighbors: [1, 3].map((n_neighbors) => ({ metric: 'euclidean', n_neighbors })),
    }
    const events = [LOADED, result(at(1)), result(at(3)), neighbors(at(1))]
    expect(findCulprit({ ...JOB, untimed }, events)).toEqual({ part: 'neighbors', configuration: at(3) })
  })
})
