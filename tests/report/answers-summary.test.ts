import { describe, expect, test } from 'vitest'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import { answerGroups } from '../../src/report/answer-groups.ts'
import { summarizeAnswers } from '../../src/report/answers-summary.ts'
import { selectConfiguration } from '../../src/report/selected-configurations.ts'
import { TABLES } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { fixtureLedger, resultsOf, TINY } from './fixtures.ts'

type Verification = RecordOf<'verification'>
const ledger = fixtureLedger(TINY)
const [first, second] = ledger.records.filter(
  (record): record is Verification => record.type === 'verification' && record.engine === 'ts-kd-tree',
)

/** Results in which the two cells of ts-kd-tree, in grid order, are graded so, and these records follow. */
function resultsWith(
  changes: readonly [Partial<Verification>, Partial<Verification>],
  later: readonly LedgerRecord[] = [],
) {
  const records = ledger.records.map((record) => {
    if (record === first) return { ...first, ...changes[0] }
    return record === second ? { ...second, ...changes[1] } : record
  })
  return resultsOf({ ...ledger, records: [...records, ...later] })
}

function armOf(results: ReturnType<typeof resultsWith>) {
  const arm = results.cases[0].arms.find(({ engine }) => engine === 'ts-kd-tree')
  if (arm === undefined) throw new Error('the fixture has ts-kd-tree')
  return arm
}

function words(...changes: readonly [Partial<Verification>, Partial<Verification>]): string | undefined {
  return summarizeAnswers(armOf(resultsWith(changes)))?.words
}

/** Labels of a cell that changed between rounds. */
function changedLabels({ case_id, engine, key, configuration }: Verification): LedgerRecord {
  const message = 'the timed labels are not those that were graded'
  const cell = { case_id, engine, key, configuration, arm: 'main', stage: 'round' } as const
  return { schema: 1, type: 'failure', ...cell, kind: 'changed-answers', message }
}

test('of labels-agree the largest bound is given', () => {
  const agree = (wrong_share_upper: number) => ({ grade: 'labels-agree', wrong_share_upper }) as const
  const bound = (...changes: Parameters<typeof words>) => summarizeAnswers(armOf(resultsWith(changes)))?.bound
  expect(bound(agree(0.021), agree(0.083))).toBe('at most 8.3 % wrong')
  expect(bound(agree(0.083), agree(0.021))).toBe('at most 8.3 % wrong')
})

test('of wrong cells the first row is given, in grid order', () => {
  const wrong = (test_row: number) =>
    ({ grade: 'wrong', first_wrong: { test_row, sentence: 'far' } }) as const
  expect(words({}, wrong(8))).toBe('wrong in 1 of 2: row 8')
  expect(words(wrong(9), wrong(8))).toBe('wrong: row 9')
  expect(words({ grade: 'wrong', first_wrong: null }, wrong(8))).toBe('wrong: row 8')
})

describe('a cell whose labels changed between rounds', () => {
  const results = resultsWith([{}, {}], [changedLabels(first)])
  const arm = armOf(results)

  test('is wrong in the words', () => {
    expect(arm.cells.map(({ status }) => status)).toEqual(['wrong', 'measured'])
    expect(summarizeAnswers(arm)?.words).toBe('wrong in 1 of 2: labels changed')
  })

  test('is not among the right cells', () => {
    const { columns, rows } = TABLES.answers.make(results)
    const values = rows.map((row) => row[columns.findIndex(({ key }) => key === 'cells_right')])
    expect(values).toEqual([
      { kind: 'number', value: 2 },
      { kind: 'number', value: 1 },
    ])
  })

  test('is the best configuration of no group', () => {
    const only = resultsWith([{}, {}], [changedLabels(first), changedLabels(second)])
    expect(answerGroups(only.cases[0]).map(({ engines }) => engines)).toEqual([['ts-brute']])
  })
})

test('the best score is that of a right cell, and none where no cell is right', () => {
  const bestOf = (results: ReturnType<typeof resultsWith>) => {
    const { columns, rows } = TABLES.answers.make(results)
    return rows[1][columns.findIndex(({ key }) => key === 'best_accuracy')]
  }
  const { cells } = armOf(resultsWith([{}, {}]))
  const best = selectConfiguration(cells, 'accuracy', 'best')
  const other = selectConfiguration(cells, 'accuracy', 'worst')
  expect(best?.value).toBeGreaterThan(other?.value ?? 1)
  const wrong = { grade: 'wrong' } as const
  const isFirst = best?.cell.verification === first
  expect(bestOf(resultsWith(isFirst ? [wrong, {}] : [{}, wrong]))).toMatchObject({ value: other?.value })
  expect(bestOf(resultsWith([wrong, wrong]))).toMatchObject({ kind: 'missing' })
})

test('rows with more than one right label are those of right cells', () => {
  const tied = { rows_ambiguous: 7, ambiguous: [3] }
  const report = (change: Partial<Verification>) =>
    terminalReport(resultsWith([{}, change]), { width: 400, color: 'plain', study: 'quick' })
  expect(report(tied)).toContain('in up to 7 of 114 scored rows')
  expect(report({ ...tied, grade: 'wrong' })).toContain('in up to 2 of 114 scored rows')
})

test('engines that answered other rows are no group, even with the same labels', () => {
  expect(answerGroups(resultsWith([{}, {}]).cases[0])).toHaveLength(1)
  const reversed = 'c'.repeat(64)
  const records = ledger.records.map((record) =>
    record === first ? { ...first, score_rows: reversed } : record,
  )
  const readAnswer: typeof ledger.readAnswer = (sha256) =>
    sha256 === reversed
      ? { shape: [114], data: Int32Array.from({ length: 114 }, (_, i) => 113 - i) }
      : ledger.readAnswer(sha256)
  expect(answerGroups(resultsOf({ records, readAnswer }).cases[0])).toHaveLength(2)
})
