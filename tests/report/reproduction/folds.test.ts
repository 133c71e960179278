import { expect, test } from 'vitest'
import type { RecordOf } from '../../../src/ledger/record.ts'
import { compareReproduction } from '../../../src/report/reproduction/reproduction.ts'
import { FOLDED, FOLDS_ONLY, fixtureLedger, TWO_CASES } from '../fixtures.ts'
import { tableValues } from '../table-values.ts'
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
test('other labels in one fold differ, whatever the cases say', () => {
  expect(reproduced(FOLDED, same).outcome).toBe('agrees')
  const { outcome, tables } = reproduced(FOLDED, otherLabels)
  expect(outcome).toBe('differs')
  const [answers] = tables
  const rows = tableValues(answers)
  const [differing, ...others] = rows.filter(({ outcome }) => outcome === 'differs')
  expect(others).toEqual([])
  expect(differing).toMatchObject({
    ...{ dataset: 'wine', engine: 'ts-kd-tree', fold_count: 5, folds_agreeing: 4 },
    ...{ cells_claimed: 20, cells_equal_labels: 16 },
  })
  const notes = answers.rows.flat().flatMap((cell) => ('note' in cell ? [cell.note] : []))
  expect(notes).toContain('fold 2: 4 of 4 cells: other labels on the same data')
  for (const row of rows.filter(({ outcome }) => outcome === 'agrees'))
    expect(row.folds_agreeing).toBe(row.fold_count)
})

test('a wrong answer to one fold is told', () => {
  expect(reproduced(FOLDED, () => ({ grade: 'wrong', rows_wrong: 3 })).outcome).toBe('wrong')
})

test('folds alone are compared as cases are', () => {
  const { outcome, tables } = reproduced(FOLDS_ONLY, same)
  expect(outcome).toBe('agrees')
  expect(tables[0].rows).toHaveLength(2 * 3)
  expect(reproduced(FOLDS_ONLY, otherLabels).outcome).toBe('differs')
})

test('folds have no times and no verdicts', () => {
  const [answers, times] = reproduced(FOLDED, same).tables
  expect(answers.rows).toHaveLength((2 + 2) * 3)
  expect(times.rows).toHaveLength(2 * 3)
})

test('a study without folds has no column of them', () => {
  const [answers] = reproduced(TWO_CASES, same).tables
  expect(answers.columns.map(({ key }) => key)).not.toContain('fold_count')
})
