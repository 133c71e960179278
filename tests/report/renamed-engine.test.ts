import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { fixtureLedger, resultsOf, TINY } from './fixtures.ts'

const [OLD, NEW] = ['ts-kd-tree', 'kd-30']

/** What a run appends after the study calls an engine otherwise. */
function renamed(records: readonly LedgerRecord[]): LedgerRecord[] {
  const text = (record: LedgerRecord) =>
    JSON.parse(JSON.stringify(record).replaceAll(OLD, NEW)) as LedgerRecord
  return records.filter(({ type }) => ['study', 'engine', 'plan'].includes(type)).map(text)
}

test('an engine that was renamed in the study keeps its grades and times', () => {
  const { records, readAnswer } = fixtureLedger(TINY)
  const before = resultsOf({ records, readAnswer }).cases[0].arms
  const after = resultsOf({ records: [...records, ...renamed(records)], readAnswer }).cases[0].arms
  expect(after.map(({ engine }) => engine)).toEqual(
    before.map(({ engine }) => (engine === OLD ? NEW : engine)),
  )
  const statuses = (arms: typeof before) => arms.map(({ cells }) => cells.map(({ status }) => status))
  expect(statuses(after)).toEqual(statuses(before))
  expect(new Set(statuses(after).flat())).toEqual(new Set(['measured']))
})
