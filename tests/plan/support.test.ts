import { expect, test } from 'vitest'
import type { Configuration } from '../../src/config/study.ts'
import { type Capabilities, unsupportedReason } from '../../src/plan/support.ts'

const CAPABILITIES: Capabilities = {
  metrics: ['euclidean'],
  weights: ['uniform'],
  tasks: ['classification'],
  exact: true,
  neighbors: true,
  probabilities: true,
}
const CONFIGURATION: Configuration = { n_neighbors: 32, metric: 'euclidean', weights: 'uniform' }

function reason(changes: Partial<Configuration>, task: 'classification' | 'regression' = 'classification') {
  return unsupportedReason({ ...CONFIGURATION, ...changes }, task, CAPABILITIES, 32)
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
  expect(reason({}, 'regression')).toBe('task=regression is not offered')
})

test('the broadest reason is given when there are several', () => {
  expect(reason({ metric: 'manhattan', weights: 'distance', n_neighbors: 99 }, 'regression')).toBe(
    'task=regression is not offered',
  )
})
