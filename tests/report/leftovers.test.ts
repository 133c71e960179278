import { expect, test } from 'vitest'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import { failuresTable } from '../../src/report/tables/failures.ts'
import { fixtureLedger, resultsOf, TINY } from './fixtures.ts'

const [CASE, ENGINE] = ['breast-cancer/holdout-0.2-stratified-42/default', 'ts-kd-tree']

function withLeftovers(...changes: Partial<RecordOf<'leftover'>>[]) {
  const { records, readAnswer } = fixtureLedger(TINY)
  const block = records.find((one) => one.type === 'block' && one.engine === ENGINE)
  const key = block?.type === 'block' ? block.key : ''
  const leftovers = changes.map(
    (change): LedgerRecord => ({
      schema: 1,
      type: 'leftover',
      case_id: CASE,
      engine: ENGINE,
      key,
      processes: 1,
      ...change,
    }),
  )
  const results = resultsOf({ records: [...records, ...leftovers], readAnswer })
  const told = failuresTable(results).rows.map((row) =>
    row.slice(-2).map((cell) => 'text' in cell && cell.text),
  )
  return { results, told: told.filter(([status]) => status === 'left processes') }
}

test('what an engine left behind is one row for all its processes, and no cell loses its time', () => {
  const { results, told } = withLeftovers({ processes: 2 }, {})
  const reason = '3 processes that it started still ran when it had ended, and were killed'
  expect(told).toEqual([['left processes', reason]])
  const statuses = results.cases[0].arms.flatMap(({ cells }) => cells.map(({ status }) => status))
  expect(new Set(statuses)).toEqual(new Set(['measured']))
})

test('one is told as one', () => {
  const reason = '1 process that it started still ran when it had ended, and was killed'
  expect(withLeftovers({}).told).toEqual([['left processes', reason]])
})

test('that of content which is planned no more is not told', () => {
  expect(withLeftovers({ key: 'f'.repeat(64) }).told).toEqual([])
})

test('that of an engine which the plan does not hold is not told', () => {
  expect(withLeftovers({ engine: 'ts-ball-tree', key: 'e'.repeat(64) }).told).toEqual([])
})
