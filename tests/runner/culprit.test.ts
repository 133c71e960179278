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
const sample = (configuration: Configuration): EngineEvent => ({
  event: 'sample',
  configuration,
  kind: 'predict',
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
const failed = (configuration: Configuration): EngineEvent => ({
  event: 'failed',
  kind: 'error',
  message: '',
  configuration,
})

const ARM = undefined

describe('in a timed block', () => {
  const job: Job = {
    ...JOB,
    timed: [
      { metric: 'euclidean', first: at(5), configurations: [at(3), at(1)] },
      { metric: 'manhattan', first: at(5, 'manhattan'), configurations: [at(7, 'manhattan')] },
    ],
  }
  const euclidean = [LOADED, fitted('euclidean'), first('euclidean'), sample(at(3)), sample(at(1))]

  test.each<[string, EngineEvent[], unknown]>([
    ['nothing was loaded: the arm', [], ARM],
    ['it ended in the fit: the arm', [LOADED], ARM],
    ['it ended in the first prediction: that configuration', euclidean.slice(0, 2), at(5)],
    ['it ended in the warm-up or the first sample: the first in order', euclidean.slice(0, 3), at(3)],
    ['it ended between samples: the next in order', euclidean.slice(0, 4), at(1)],
    ['it ended in the fit of the second metric: the arm', euclidean, ARM],
    [
      'it ended in the second metric: its configuration',
      [...euclidean, fitted('manhattan'), first('manhattan')],
      at(7, 'manhattan'),
    ],
    [
      'it ended after all samples: the arm, since nothing is left to leave out',
      [...euclidean, fitted('manhattan'), first('manhattan'), sample(at(7, 'manhattan'))],
      ARM,
    ],
    [
      'one configuration was refused before: the next after it',
      [...euclidean.slice(0, 3), failed(at(3))],
      at(1),
    ],
    [
      'the first prediction was refused: the first in order',
      [...euclidean.slice(0, 2), failed(at(5))],
      at(3),
    ],
    [
      'a whole metric was refused: the second is looked at',
      [LOADED, failed(at(3)), failed(at(1)), fitted('manhattan'), first('manhattan')],
      at(7, 'manhattan'),
    ],
  ])('%s', (_, events, culprit) => {
    expect(findCulprit(job, events)).toEqual(culprit)
  })
})

describe('in the untimed pass', () => {
  const job: Job = { ...JOB, untimed: { configurations: [at(3), at(1)], neighbors: [] } }

  test.each<[string, EngineEvent[], unknown]>([
    ['nothing was loaded: the arm', [], ARM],
    ['nothing was answered: the first in order', [LOADED], at(3)],
    ['one was answered: the next', [LOADED, result(at(3))], at(1)],
    ['one was refused: the next', [LOADED, failed(at(3))], at(1)],
    ['all were answered: the arm', [LOADED, result(at(3)), result(at(1))], ARM],
  ])('%s', (_, events, culprit) => {
    expect(findCulprit(job, events)).toEqual(culprit)
  })
})
