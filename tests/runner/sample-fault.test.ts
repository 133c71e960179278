import { expect, test } from 'vitest'
import type { EngineEvent } from '../../src/engine/protocol.ts'
import { sampleFault } from '../../src/runner/sample-fault.ts'
import { JOB } from './program-task.ts'

const CELL = { n_neighbors: 5, metric: 'euclidean', weights: 'uniform' } as const
const SAMPLE: EngineEvent = {
  event: 'sample',
  configuration: CELL,
  kind: 'predict',
  predict_ns: 1,
  count: 1,
  cpu_ns: 1,
  labels_sha256: '0'.repeat(64),
}
const TWO = { protocol_options: { ...JOB.protocol_options, repeats: 2 } }
const fault = (...events: readonly EngineEvent[]) => sampleFault(CELL, TWO, events)

test('as many samples as asked for, with what they answered, can be taken', () => {
  const { labels_sha256: _, ...proba } = SAMPLE
  const other: EngineEvent = { ...SAMPLE, configuration: { ...CELL, n_neighbors: 1 } }
  expect(fault(SAMPLE, SAMPLE, other, { ...proba, kind: 'proba' })).toBeUndefined()
})

test('none, fewer or more cannot', () => {
  expect(fault()).toBe('the engine gave no time for this configuration')
  expect(fault(SAMPLE)).toBe('the engine told 1 of the 2 samples of this configuration that it was asked for')
  expect(fault(SAMPLE, SAMPLE, SAMPLE)).toContain('told 3 of the 2')
})

test('nor can one without the hash of what was answered', () => {
  const { labels_sha256: _, ...silent } = SAMPLE
  expect(fault(SAMPLE, silent)).toBe('the engine did not tell what its timed calls answered (labels_sha256)')
})
