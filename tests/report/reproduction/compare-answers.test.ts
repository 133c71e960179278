import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../../src/ledger/record.ts'
import { compareAnswers } from '../../../src/report/reproduction/compare-answers.ts'
import { pairArms } from '../../../src/report/reproduction/paired-arms.ts'
import { fixtureLedger, MIXED, TINY } from '../fixtures.ts'
import { changed, resultsFrom } from './edits.ts'

const ledger = fixtureLedger(TINY)
const old = resultsFrom(ledger.records, ledger)

function answersOf(engine: string, records: readonly LedgerRecord[]) {
  const pair = pairArms(old, resultsFrom(records, ledger), 'all').find((one) => one.engine === engine)
  if (pair === undefined) throw new Error(`no pair of ${engine}`)
  return compareAnswers(pair)
}

test('the same answers agree, cell by cell', () => {
  for (const engine of ['ts-brute', 'ts-kd-tree'])
    expect(answersOf(engine, ledger.records)).toEqual({
      claimed: 2,
      equal_labels: 2,
      equal_scores: 2,
      score_difference: 0,
      outcome: 'agrees',
      reason: undefined,
    })
})

test('other labels on the same data differ, and so do their scores', () => {
  const [first, second] = ledger.records.flatMap((one) => (one.type === 'verification' ? [one] : []))
  const records = changed(ledger.records, 'verification', (record) =>
    record === second ? { ...record, labels: first.labels, probabilities: first.probabilities } : record,
  )
  const found = answersOf(second.engine, records)
  expect(found).toMatchObject({ claimed: 2, equal_labels: 1, equal_scores: 1, outcome: 'differs' })
  expect(found.reason).toBe('1 of 2 cells: other labels on the same data')
  expect(found.score_difference).toBeGreaterThan(0)
})

test('a wrong answer is told before anything else', () => {
  const records = changed(ledger.records, 'verification', (record) => ({
    ...record,
    grade: record.engine === 'ts-kd-tree' && record.configuration.n_neighbors === 5 ? 'wrong' : record.grade,
    rows_wrong: 3,
  }))
  expect(answersOf('ts-kd-tree', records)).toMatchObject({ equal_labels: 1, outcome: 'wrong' })
  expect(answersOf('ts-kd-tree', records).reason).toContain('3 of 114 rows are wrong')
})

test.each([
  ['the same data, but prepared otherwise', { X_train_sha256: '0'.repeat(64) }],
  ['the data are others', { source_sha256: '0'.repeat(64) }],
])('%s: labels confirm nothing', (reason, change) => {
  const records = changed(ledger.records, 'data', (record) => ({ ...record, ...change }))
  expect(answersOf('ts-brute', records)).toMatchObject({
    equal_labels: 0,
    outcome: 'not confirmed',
    reason: `2 of 2 cells: ${reason}`,
  })
})

test('nor do other rows, nor an engine that is not there or that failed', () => {
  const rows = changed(ledger.records, 'verification', (one) => ({ ...one, score_rows: one.labels }))
  expect(answersOf('ts-brute', rows).reason).toBe('2 of 2 cells: other test rows were answered')
  const gone = changed(ledger.records, 'engine', ({ schema, engine }) => ({
    schema,
    type: 'left-out',
    engine,
    missing: 'not set up',
    fix: 'knnbench engines setup sklearn',
  }))
  expect(answersOf('ts-kd-tree', gone)).toMatchObject({
    claimed: 2,
    score_difference: undefined,
    outcome: 'not confirmed',
    reason: '2 of 2 cells: left out: not set up',
  })
  const ungraded = changed(ledger.records, 'verification', () => undefined)
  expect(answersOf('ts-brute', ungraded).reason).toContain('2 of 2 cells: its answers are not graded yet')
})

test('what the ledger has not as right claims nothing', () => {
  const mixed = fixtureLedger(MIXED)
  const results = resultsFrom(mixed.records, mixed)
  const partly = pairArms(results, results, 'all').find(({ engine }) => engine === 'partly')
  const mine = pairArms(results, results, 'all').find(
    ({ engine, facts }) => engine === 'mine' && facts.dataset === 'wine',
  )
  if (partly === undefined || mine === undefined) throw new Error('the fixture has both')
  expect(compareAnswers(partly)).toMatchObject({ claimed: 4, equal_labels: 4, outcome: 'wrong' })
  expect(compareAnswers(mine).claimed).toBe(0)
})
