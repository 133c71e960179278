import { expect, test } from 'vitest'
import type { RecordOf } from '../../../src/ledger/record.ts'
import { compareReproduction } from '../../../src/report/reproduction/reproduction.ts'
import type { Table } from '../../../src/report/table.ts'
import { FOLDED, FOLDS_ONLY, fixtureLedger, TWO_CASES } from '../fixtures.ts'
import { changed, resultsFrom } from './edits.ts'

const OF_FOLD_2 = 'wine/stratified-kfold-5-42-fold-2/default'

/** The same study again, where one engine has other labels in one fold. */
function reproduced(
  spec: typeof FOLDED,
  change: (record: RecordOf<'verification'>, other: string) => Partial<RecordOf<'verification'>>,
) {
  const ledger = fixtureLedger(spec)
  const old = resultsFrom(ledger.records, ledger)
  const [, { labels }] = ledger.records.flatMap((one) => (one.type === 'verification' ? [one] : []))
  const records = changed(ledger.records, 'verification', (record) =>
    record.engine === 'ts-kd-tree' && record.case_id === OF_FOLD_2
      ? { ...record, ...change(record, labels) }
      : record,
  )
  return compareReproduction(old, resultsFrom(records, ledger), { until: 'rounds', cases: 'all' })
}

const same = () => ({})
const otherLabels = (_: unknown, labels: string) => ({ labels })
const textAt = ({ columns, rows }: Table, key: string) =>
  rows.map((row) => {
    const cell = row[columns.findIndex((column) => column.key === key)]
    return cell.kind === 'text' ? cell.text : cell.kind === 'number' ? cell.value : undefined
  })

test('other labels in one fold differ, whatever the cases say', () => {
  expect(reproduced(FOLDED, same).outcome).toBe('agrees')
  const { outcome, tables } = reproduced(FOLDED, otherLabels)
  expect(outcome).toBe('differs')
  const [answers] = tables
  const at = textAt(answers, 'outcome').indexOf('differs')
  expect(['dataset', 'fold', 'engine'].map((key) => textAt(answers, key)[at])).toEqual([
    'wine',
    2,
    'ts-kd-tree',
  ])
  expect(textAt(answers, 'outcome').filter((one) => one === 'differs')).toHaveLength(1)
})

test('a wrong answer to one fold is told', () => {
  expect(reproduced(FOLDED, () => ({ grade: 'wrong', rows_wrong: 3 })).outcome).toBe('wrong')
})

test('folds alone are compared as cases are', () => {
  const { outcome, tables } = reproduced(FOLDS_ONLY, same)
  expect(outcome).toBe('agrees')
  expect(textAt(tables[0], 'fold')).toHaveLength(2 * 5 * 3)
  expect(reproduced(FOLDS_ONLY, otherLabels).outcome).toBe('differs')
})

test('folds have no times and no verdicts', () => {
  const [answers, times] = reproduced(FOLDED, same).tables
  expect(answers.rows).toHaveLength((2 + 2 * 5) * 3)
  expect(times.rows).toHaveLength(2 * 3)
})

test('a study without folds has no column of them', () => {
  const [answers] = reproduced(TWO_CASES, same).tables
  expect(answers.columns.map(({ key }) => key)).not.toContain('fold')
})
