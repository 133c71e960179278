import { describe, expect, test } from 'vitest'
import type { Table } from '../../../src/report/table.ts'
import { TABLES } from '../../../src/report/tables/index.ts'
import type { FixtureLedger } from '../fixture-ledger.ts'
import { fixtureLedger, resultsOf, TINY } from '../fixtures.ts'
import { withOtherLabels } from '../ledger-edits.ts'
import { cellAt, numberAt } from './cell-at.ts'

const PAIR = { first: 'ts-brute', second: 'ts-kd-tree' }
const KD = { engine: 'ts-kd-tree', dataset: 'breast-cancer' }
/** Rows 11 and 27 are ambiguous at k = 5, none is at k = 1. */
const ledger = fixtureLedger(TINY)

function tableOf(places: Readonly<Record<number, readonly number[]>>, from: FixtureLedger = ledger): Table {
  return TABLES.disagreements.make(resultsOf(withOtherLabels(from, KD, places)))
}

test('engines with the same labels are one row without a test', () => {
  const table = TABLES.disagreements.make(resultsOf(ledger))
  expect(table.rows).toHaveLength(1)
  const together = { first: 'ts-brute, ts-kd-tree', second: 'each other' }
  expect(numberAt(table, together, 'configurations')).toBe(2)
  expect(numberAt(table, together, 'differing')).toBe(0)
  expect(cellAt(table, together, 'p')).toMatchObject({
    reason: 'the labels are the same, which needs no test',
  })
})

describe('twelve labels that differ outside ties', () => {
  const rows = Array.from({ length: 12 }, (_, i) => 30 + i)
  const table = tableOf({ 1: rows })
  const [first, second] = ['first_only', 'second_only'].map((key) => numberAt(table, PAIR, key))

  test('of two classes, one of both labels is right in each', () => {
    expect(numberAt(table, PAIR, 'differing')).toBe(12)
    expect(first + second).toBe(12)
    expect(first).toBeGreaterThan(second) // labels are right in most rows, so the changed ones are wrong
  })

  test('p is exact: the share of 2¹² outcomes at least as uneven', () => {
    const ways = (k: number) =>
      Array.from({ length: k }, (_, i) => (12 - i) / (i + 1)).reduce((a, b) => a * b, 1)
    const tail = Array.from({ length: second + 1 }, (_, k) => ways(k)).reduce((a, b) => a + b, 0)
    expect(numberAt(table, PAIR, 'p')).toBeCloseTo((2 * tail) / 4096, 12)
  })

  test('the other configuration agrees, in a row of its own', () => {
    expect(table.rows).toHaveLength(2)
    expect(table.rows[1][table.columns.findIndex(({ key }) => key === 'differing')]).toMatchObject({
      value: 0,
    })
  })
})

test('labels that differ in ambiguous rows alone agree, and are not tested', () => {
  const table = tableOf({ 5: [11, 27] })
  expect(numberAt(table, PAIR, 'ambiguous')).toBe(2)
  expect(cellAt(table, PAIR, 'p')).toMatchObject({
    reason: 'both labels are right wherever they differ, which is agreement',
  })
})

test('two tests are adjusted together', () => {
  const table = tableOf({ 1: [30, 31, 32, 33, 34, 35], 5: [40, 41, 42, 43] })
  const [p, adjusted] = ['p', 'p_adjusted'].map((key) => numberAt(table, PAIR, key))
  expect(adjusted).toBeCloseTo(Math.min(1, 2 * p), 12)
})

test('an engine that answered fewer rows is compared on those, wherever they stand', () => {
  const [rows, labels] = ['e'.repeat(64), 'd'.repeat(64)]
  const records = ledger.records.map((record) =>
    record.type === 'verification' && record.engine === 'ts-kd-tree' && record.configuration.n_neighbors === 1
      ? { ...record, score_rows: rows, labels, probabilities: null }
      : record,
  )
  const all = ledger.records.flatMap((one) =>
    one.type === 'verification' && one.configuration.n_neighbors === 1
      ? [ledger.readAnswer(one.labels).data]
      : [],
  )[0]
  const answers = new Map([
    [rows, Int32Array.of(50, 30, 31)],
    [labels, Int32Array.of(all[50], 1 - all[30], all[31])],
  ])
  const readAnswer: FixtureLedger['readAnswer'] = (sha256) => {
    const data = answers.get(sha256)
    return data === undefined ? ledger.readAnswer(sha256) : { shape: [3], data }
  }
  const table = TABLES.disagreements.make(resultsOf({ records, readAnswer }))
  expect(numberAt(table, PAIR, 'row_count')).toBe(3)
  expect(numberAt(table, PAIR, 'differing')).toBe(1)
})

test('of more ambiguous rows than the ledger lists none is taken for a disagreement', () => {
  const records = ledger.records.map((record) =>
    record.type === 'verification' && record.rows_ambiguous > 0
      ? { ...record, ambiguous: record.ambiguous.slice(0, 1) }
      : record,
  )
  expect(cellAt(tableOf({ 5: [11, 27] }, { ...ledger, records }), PAIR, 'p')).toMatchObject({
    reason: 'more rows are ambiguous than the ledger lists',
  })
})
