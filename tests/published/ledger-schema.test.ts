import { describe, expect, test } from 'vitest'
import { recordSchema } from '../../src/ledger/record.ts'
import { satisfies } from '../config/json-schema.ts'
import { tinyJob } from '../engine/tiny-job.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { RECORDS, sampleRecords } from '../ledger/records.ts'
import { part, published } from './schema.ts'

const LEDGER = published('ledger')

/** What one change makes of a record: a key gone, a key too many, a value of another type or without bounds. */
function variants(record: object): object[] {
  const values = [null, -1, 0.5, 1e308, '', '../x', 'x'.repeat(65), true, [], {}, [null], '2026-01-02']
  return Object.keys(record).flatMap((key) => [
    Object.fromEntries(Object.entries(record).filter(([one]) => one !== key)),
    { ...record, [`${key}_`]: 1 },
    ...values.map((value) => ({ ...record, [key]: value })),
  ])
}

describe('what is published says the same as what is checked:', () => {
  test.each(sampleRecords().map((record) => [record.type, record] as const))('%s', (_, record) => {
    expect(satisfies(LEDGER, record)).toBe(true)
    const differing = variants(record).filter(
      (one) => satisfies(LEDGER, one) !== recordSchema.safeParse(one).success,
    )
    expect(differing).toEqual([])
  })
})

test('an event within a measurement is checked too', () => {
  const { value, ...rest } = RECORDS.measurement()
  expect(satisfies(LEDGER, { ...rest, value: { ...value, event: 'gossip' } })).toBe(false)
})

test('a job is as published', () => {
  const schema = part(published('protocol'), 'job')
  const job = tinyJob(temporaryFolder())
  expect(satisfies(schema, job)).toBe(true)
  expect(satisfies(schema, { ...job, protocol: 2 })).toBe(false)
})
