import { expect, test } from 'vitest'
import type { Configuration } from '../../src/config/study.ts'
import { type Asked, type Capabilities, unsupportedReason } from '../../src/plan/support.ts'

const CAPABILITIES: Capabilities = {
  metrics: ['euclidean'],
  weights: ['uniform'],
  tasks: ['classification'],
  threads: 2,
  exact: true,
  neighbors: true,
  probabilities: true,
}
const CONFIGURATION: Configuration = { n_neighbors: 32, metric: 'euclidean', weights: 'uniform' }

function reason(
  changes: Partial<Configuration>,
  asked: Partial<Asked> = {},
  capabilities: Partial<Capabilities> = {},
) {
  const all = { task: 'classification', threads: 1, n_train: 32, ...asked } as const
  return unsupportedReason({ ...CONFIGURATION, ...changes }, all, { ...CAPABILITIES, ...capabilities })
}

test('a configuration that the manifest offers is supported, up to k = n_train', () => {
  expect(reason({})).toBeUndefined()
})

test('one neighbor more than there are training rows is not', () => {
  expect(reason({ n_neighbors: 33 })).toBe('k=33 > n_train=32')
})

test('what the manifest does not name is not offered', () => {
  expect(reason({ metric: 'manhattan' })).toBe('metric=manhattan is not offered')
  expect(reason({ weights: 'distance' })).toBe('weights=distance is not offered')
  expect(reason({}, { task: 'regression' })).toBe('task=regression is not offered')
})

test('the broadest reason is given when there are several', () => {
  expect(reason({ metric: 'manhattan', weights: 'distance', n_neighbors: 99 }, { task: 'regression' })).toBe(
    'task=regression is not offered',
  )
})

test('more threads than the engine can use are not offered', () => {
  expect(reason({}, { threads: 2 })).toBeUndefined()
  expect(reason({}, { threads: 3 })).toBe('threads=3 > 2, the most it can use')
  expect(reason({}, { threads: 64 }, { threads: 'any' })).toBeUndefined()
})

test('an approximate engine is run where its neighbors say how approximate it is', () => {
  expect(reason({}, {}, { exact: false })).toBeUndefined()
  expect(reason({}, {}, { exact: false, neighbors: false })).toBe(
    'it is approximate and tells no neighbors, so nothing could say how approximate',
  )
})
