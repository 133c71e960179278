import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { standingRecords } from '../../src/ledger/standing-records.ts'
import { RECORDS, sampleRecords } from './records.ts'

function types(records: readonly LedgerRecord[]): string[] {
  return records.map(({ type }) => type)
}

test('a ledger where nothing was asked for again stands as it is', () => {
  const records = sampleRecords().filter(({ type }) => type !== 'again')
  expect(standingRecords(records)).toBe(records)
})

test('probe, blocks, grades and failures from before the request count no more, descriptions and plans do', () => {
  expect(types(standingRecords(sampleRecords()))).toEqual([
    'study',
    'environment',
    'session',
    'data',
    'engine',
    'left-out',
    'plan',
    'again',
  ])
})

test('what came after the request stands', () => {
  const later = [RECORDS.verification(), RECORDS.block(), RECORDS.measurement(), RECORDS['block-end']()]
  expect(standingRecords([RECORDS.again(), ...later])).toEqual([RECORDS.again(), ...later])
})

test.each([
  ['another engine', { engine: 'other' }],
  ['another case', { case_id: 'wine/holdout/default' }],
  ['another content', { key: 'b'.repeat(64) }],
])('what is recorded of %s stands', (_, changes) => {
  const records = [RECORDS.verification(), RECORDS.block(), RECORDS.measurement(), RECORDS.again(changes)]
  expect(standingRecords(records)).toEqual(records)
})

test('the null arm goes with its engine', () => {
  expect(types(standingRecords([RECORDS.block({ arm: 'null' }), RECORDS.again()]))).toEqual(['again'])
})

test('answers asked for again leave times, and what went wrong while they were taken', () => {
  const records = [
    RECORDS.probe(),
    RECORDS.verification(),
    RECORDS.failure({ stage: 'answers' }),
    RECORDS.failure({ stage: 'round' }),
    RECORDS.block(),
    RECORDS.again({ until: 'answers' }),
  ]
  expect(standingRecords(records)).toEqual([records[0], records[3], records[4], records[5]])
})
