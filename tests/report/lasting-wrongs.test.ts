import { describe, expect, test } from 'vitest'
import type { LedgerRecord, RecordOf, RecordType } from '../../src/ledger/record.ts'
import { fixtureLedger, resultsOf, TINY } from './fixtures.ts'

const ENGINE = 'ts-kd-tree'
const ledger = fixtureLedger(TINY)
const { records } = ledger

function first<T extends RecordType>(type: T, engine?: string): RecordOf<T> {
  const found = records.find(
    (record): record is RecordOf<T> =>
      record.type === type && (engine === undefined || ('engine' in record && record.engine === engine)),
  )
  if (found === undefined) throw new Error(`the fixture has no ${type}`)
  return found
}

const plan = first('plan')
const study = first('study')
const engine = first('engine', ENGINE)
const data = first('data')
const right = first('verification', ENGINE)
const OTHER_KEY = 'f'.repeat(64)
/** Other rows of the same cell, answered wrong. */
const wrong: LedgerRecord = { ...right, key: OTHER_KEY, grade: 'wrong', rows_wrong: 1 }
const changed: LedgerRecord = {
  schema: 1,
  type: 'failure',
  case_id: right.case_id,
  engine: ENGINE,
  arm: 'main',
  key: OTHER_KEY,
  configuration: right.configuration,
  stage: 'round',
  kind: 'changed-answers',
  message: '',
}
const leftOut: LedgerRecord = {
  schema: 1,
  type: 'left-out',
  engine: ENGINE,
  missing: 'gone',
  fix: 'set it up',
}

/** Status of the first cell of the engine after these records. */
function status(...later: LedgerRecord[]): string | undefined {
  const { cases } = resultsOf({ ...ledger, records: [...records, ...later] })
  return cases[0].arms.find((arm) => arm.engine === ENGINE)?.cells[0].status
}

describe.each([
  ['a wrong grade under another key', wrong],
  ['answers that changed between rounds under another key', changed],
])('%s', (_, found) => {
  test('is wrong under this key too', () => {
    expect(status(found)).toBe('wrong')
  })

  test('stays wrong after right answers to any rows', () => {
    expect(status(found, { ...right, key: 'e'.repeat(64) }, right)).toBe('wrong')
  })

  test('stays wrong when the engine was missing for a while and is what it was', () => {
    expect(status(found, leftOut, plan, engine, plan)).toBe('wrong')
  })

  test('stays wrong when the study changes otherwise, or writes its parameters in another order', () => {
    const written = (params: Record<string, number>): LedgerRecord => ({
      ...study,
      engines: study.engines.map((one) => (one.name === ENGINE ? { ...one, params } : one)),
    })
    const [before, after] = [written({ a: 1, b: 2 }), written({ b: 2, a: 1 })]
    expect(status(before, plan, found, after, plan)).toBe('wrong')
    expect(status(found, { ...study, protocol: { ...study.protocol, seed: 99 } }, plan)).toBe('wrong')
  })

  test.each<[string, LedgerRecord]>([
    ['version', { ...engine, version: '9.9.9' }],
    ['runtime', { ...engine, runtime: 'another' }],
    ['flags', { ...engine, flags: ['--fast'] }],
    ['build', { ...engine, manifest_sha256: OTHER_KEY }],
    ['library', { ...engine, library: 'another' }],
    ['data', { ...data, key: OTHER_KEY }],
    ['judge', { ...study, tool_version: '9.9.9' }],
    ['parameters', { ...study, engines: study.engines.map((one) => ({ ...one, params: { leaf_size: 9 } })) }],
  ])('is forgotten with another %s', (_name, description) => {
    expect(status(found, description, plan)).toBe('measured')
  })

  test('comes back when the engine is again what it was', () => {
    expect(status(found, { ...engine, version: '9.9.9' }, plan, engine, plan)).toBe('wrong')
  })
})

test('a wrong grade under the same key is not undone by a right one', () => {
  expect(status({ ...wrong, key: right.key }, right)).toBe('wrong')
})

test('the null arm shares what was found wrong with its engine', () => {
  const baseline = first('verification', 'ts-brute')
  const { cases } = resultsOf({
    ...ledger,
    records: [...records, { ...baseline, key: OTHER_KEY, grade: 'wrong', rows_wrong: 1 }],
  })
  const statuses = cases[0].arms
    .filter((arm) => arm.engine === 'ts-brute')
    .map(({ cells }) => cells[0].status)
  expect(statuses).toEqual(['wrong', 'wrong'])
})
