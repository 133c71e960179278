import { expect, test } from 'vitest'
import type { EngineEvent, Job } from '../../src/engine/protocol.ts'
import { unaskedFault } from '../../src/runner/unasked-fault.ts'
import { JOB } from './program-task.ts'

const FIVE = { n_neighbors: 5, metric: 'euclidean', weights: 'uniform' } as const
const FIRST = { ...FIVE, n_neighbors: 3 } as const
const SEVEN = { ...FIVE, n_neighbors: 7 } as const
const ASKED: Job = {
  ...JOB,
  timed: [{ metric: 'euclidean', first: FIRST, configurations: [FIVE] }],
  untimed: { configurations: [FIVE], neighbors: [{ metric: 'euclidean', n_neighbors: 5 }] },
}

const sample = (configuration: typeof FIVE | typeof SEVEN): EngineEvent => ({
  event: 'sample',
  configuration,
  kind: 'predict',
  predict_ns: 1,
  count: 1,
  cpu_ns: 1,
})
const search = ({ n_neighbors, metric }: typeof FIVE | typeof SEVEN): EngineEvent => ({
  event: 'search',
  metric,
  n_neighbors,
  search_ns: 1,
  count: 1,
  cpu_ns: 1,
})
const result = (configuration: typeof FIVE | typeof SEVEN): EngineEvent => ({
  event: 'result',
  configuration,
  labels: 'labels.npy',
  probabilities: null,
})
const neighbors = ({ n_neighbors, metric }: typeof FIVE | typeof SEVEN): EngineEvent => ({
  event: 'neighbors',
  metric,
  n_neighbors,
  indices: 'indices.npy',
  distances: 'distances.npy',
})

const failed = (
  configuration: typeof FIVE | typeof SEVEN | typeof FIRST,
  part?: 'neighbors' | 'search',
): EngineEvent => ({
  event: 'failed',
  kind: 'error',
  message: 'no',
  configuration,
  ...(part === undefined ? {} : { part }),
})

test('what was asked for is no fault', () => {
  const told = [sample(FIVE), search(FIVE), result(FIVE), neighbors(FIVE)]
  const refused = [FIVE, FIRST].map((configuration) => failed(configuration))
  const arm: EngineEvent = { event: 'failed', kind: 'out-of-memory', message: 'no' }
  const events = [...told, ...refused, failed(FIVE, 'neighbors'), failed(FIVE, 'search'), arm]
  expect(unaskedFault(ASKED, events)).toBeUndefined()
})

test.each([
  ['a time of n_neighbors=7 metric="euclidean" weights=uniform', sample(SEVEN)],
  ['a time of a search for n_neighbors=7 metric="euclidean"', search(SEVEN)],
  ['an answer to n_neighbors=7 metric="euclidean" weights=uniform', result(SEVEN)],
  ['neighbors for n_neighbors=7 metric="euclidean"', neighbors(SEVEN)],
  ['a failure of n_neighbors=7 metric="euclidean" weights=uniform', failed(SEVEN)],
  ['a failure of its neighbors for n_neighbors=7 metric="euclidean"', failed(SEVEN, 'neighbors')],
  ['a failure of its search for n_neighbors=7 metric="euclidean"', failed(SEVEN, 'search')],
])('%s is one that was not', (what, event) => {
  expect(unaskedFault(ASKED, [sample(FIVE), event])).toBe(
    `the engine told ${what}, which it was not asked for`,
  )
})

test('an answer in a job without answers is not asked for either', () => {
  expect(unaskedFault({ ...ASKED, untimed: null }, [result(FIVE)])).toContain('an answer to n_neighbors=5')
})
