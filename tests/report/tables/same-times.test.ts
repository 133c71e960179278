import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../../src/ledger/record.ts'
import { TABLES } from '../../../src/report/tables/index.ts'
import { fixtureLedger, TWO_CASES } from '../fixtures.ts'
import { resultsFrom } from '../reproduction/edits.ts'
import { tableValues } from '../table-values.ts'

const ledger = fixtureLedger(TWO_CASES)

/** Fits again before every `n_neighbors` with one metric, faster each time, as an engine may that has to. */
function refitted(record: LedgerRecord): LedgerRecord[] {
  if (record.type !== 'measurement' || record.value.event !== 'fit') return [record]
  const { value } = record
  if (value.metric !== 'euclidean') return [record]
  return [1, 0.5, 0.25].map((factor) => ({ ...record, value: { ...value, fit_ns: value.fit_ns * factor } }))
}

const results = resultsFrom(ledger.records.flatMap(refitted), ledger)
const TIMED = ['times', 'phases', 'ranking', 'search', 'latency', 'cpu'] as const

/** Every time of a main arm as a whole, by what it is called and whose it is, in each table that has it. */
const found = new Map<string, Set<number>>()
let shared = 0
for (const name of TIMED)
  for (const row of tableValues(TABLES[name].make(results))) {
    if (row.arm === 'null') continue
    for (const key of ['fit_ns', 'predict_ns', 'search_ns', 'cpu_ns']) {
      const value = row[key]
      if (typeof value !== 'number') continue
      const whose = `${key} of ${row.engine} on ${row.dataset}`
      if (found.has(whose)) shared++
      found.set(whose, (found.get(whose) ?? new Set()).add(value))
    }
  }

test('a time of one name is one number in every table', () => {
  expect(shared).toBeGreaterThan(20)
  for (const [whose, values] of found) expect([whose, [...values]]).toEqual([whose, [[...values][0]]])
})

test('the fit of a round is the median over metrics of the median over fits', () => {
  const alone = resultsFrom(ledger.records, ledger)
  const fitOf = (of: typeof results) =>
    tableValues(TABLES.phases.make(of)).find(
      ({ engine, dataset }) => engine === 'ml-knn' && dataset === 'wine',
    )?.fit_ns
  expect(fitOf(results)).toBeCloseTo(0.5 * Number(fitOf(alone)), 6) // it has one metric, and fits three times
})
