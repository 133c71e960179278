import { expect, test } from 'vitest'
import type { RecordOf } from '../../src/ledger/record.ts'
import { metricMemory } from '../../src/report/cell-times.ts'
import { RECORDS } from '../ledger/records.ts'

type Memory = Extract<RecordOf<'measurement'>['value'], { event: 'memory' }>

function memory(
  phase: Memory['phase'],
  metric: string | null,
  size_bytes: number,
  peak_bytes: number,
): Memory {
  return { event: 'memory', phase, metric, size_bytes, peak_bytes, method: 'clear-refs' }
}

function growth(...measurements: Memory[]): number | undefined {
  const block = { block: RECORDS.block(), end: RECORDS['block-end'](), samples: new Map() }
  return metricMemory({ ...block, measurements }, 'euclidean')?.growth_bytes
}

test('growth is the peak of the predictions over the size just after their own fit', () => {
  const load = memory('load', null, 50, 60)
  expect(growth(load, memory('fit', 'euclidean', 100, 120), memory('predict', 'euclidean', 110, 130))).toBe(
    30,
  )
})

test('of several fits it is the largest growth, each over its own fit', () => {
  const phases = [
    memory('fit', 'euclidean', 100, 120),
    memory('predict', 'euclidean', 110, 130),
    memory('fit', 'euclidean', 200, 220),
    memory('predict', 'euclidean', 210, 240),
    memory('fit', 'euclidean', 300, 320),
    memory('predict', 'euclidean', 310, 335),
    memory('fit', 'manhattan', 100, 100),
    memory('predict', 'manhattan', 100, 900),
  ]
  expect(growth(...phases)).toBe(40)
})

test('without a predict phase there is none', () => {
  expect(growth(memory('fit', 'euclidean', 100, 120))).toBeUndefined()
})
