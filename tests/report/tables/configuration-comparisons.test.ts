import { describe, expect, test } from 'vitest'
import type { LedgerRecord } from '../../../src/ledger/record.ts'
import { paperLedger } from '../../../src/report/paper/paper-ledger.ts'
import type { Results } from '../../../src/report/results.ts'
import { noteTexts } from '../../../src/report/table.ts'
import { TABLES } from '../../../src/report/tables/index.ts'
import { terminalReport } from '../../../src/report/terminal-report.ts'
import { FOLDED, fixtureLedger, resultsOf } from '../fixtures.ts'
import { tableValues } from '../table-values.ts'

/** The table with another analysis, and with answers of wine left out. */
function tableOf(family: 'study' | 'dataset', isGone: (n_neighbors: number) => boolean) {
  const { records, readAnswer } = fixtureLedger({ ...FOLDED, family })
  const left = records.filter(
    (record) =>
      record.type !== 'verification' ||
      !record.case_id.startsWith('wine') ||
      !isGone(record.configuration.n_neighbors),
  )
  return TABLES['configuration-comparisons'].make(resultsOf({ records: left, readAnswer }))
}

describe('the family of compared configurations', () => {
  test('is as large as it was planned, also where a comparison ends without a p', () => {
    const whole = tableOf('study', () => false)
    const lacking = tableOf('study', (k) => k === 1)
    const tested = tableValues(lacking).filter(({ p }) => p !== undefined)
    expect(tested).toHaveLength(4)
    expect([whole.family, lacking.family]).toEqual(
      Array.from({ length: 2 }, () => '6 comparisons of configurations, α = 0.05 for the family'),
    )
    const least = Math.min(...tested.map(({ p }) => Number(p)))
    const [found] = tested.filter(({ p }) => p === least)
    expect(found.p_adjusted).toBeCloseTo(Math.min(1, 6 * least), 12)
  })

  test('of which nobody has answered a dataset counts its comparisons', () => {
    const half = tableOf('study', () => true)
    expect(half.family).toBe('6 comparisons of configurations, α = 0.05 for the family')
  })

  test('of a dataset names the size of each', () => {
    expect(tableOf('dataset', () => false).family).toBe(
      '6 comparisons of configurations (3 on breast-cancer, 3 on wine), α = 0.05 for each dataset',
    )
  })
})

const ledger = fixtureLedger(FOLDED)

function changed(change: (record: LedgerRecord) => LedgerRecord): Results {
  return resultsOf({ ...ledger, records: ledger.records.map(change) })
}

/** What people read of the family: below the table, at the terminal, in the methods. */
function readings(results: Results): { note: string; terminal: string; methods: string } {
  const { methods } = paperLedger(results, 'only', {
    ledger: undefined,
    ledger_sha256: '0'.repeat(64),
    tool_version: '0.1.0',
  })
  return {
    note: noteTexts(TABLES['configuration-comparisons'].make(results)).join(' '),
    terminal: terminalReport(results, { width: 2000, color: 'plain', study: 'quick' }),
    methods: methods.sections.flatMap(({ paragraphs }) => paragraphs).join(' '),
  }
}

describe('engines whose labels differ', () => {
  const other = ledger.records.find(
    (record) =>
      record.type === 'verification' &&
      record.case_id === 'wine/stratified-kfold-5-42-fold-3/default' &&
      record.configuration.n_neighbors === 5,
  )
  const results = changed((record) =>
    record.type === 'verification' &&
    record.engine === 'ml-knn' &&
    record.case_id === 'wine/stratified-kfold-5-42-fold-3/default' &&
    record.configuration.n_neighbors === 1 &&
    other?.type === 'verification'
      ? { ...record, labels: other.labels }
      : record,
  )
  const rows = tableValues(TABLES['configuration-comparisons'].make(results))
  const alike = rows.filter(
    (row) => row.dataset === 'wine' && row.n_neighbors === 1 && row.metric === 'euclidean',
  )

  test('are no reason for a larger family', () => {
    expect(alike).toHaveLength(2)
    expect(TABLES['configuration-comparisons'].make(results).family).toBe(
      '6 comparisons of configurations, α = 0.05 for the family',
    )
  })

  test('share the adjusted p of their largest', () => {
    const p_values = alike.map(({ p }) => Number(p))
    expect(new Set(p_values).size).toBe(2)
    const [first, second] = alike.map(({ p_adjusted }) => Number(p_adjusted))
    expect(first).toBe(second)
    expect(first).toBeGreaterThanOrEqual(Math.max(...p_values))
    const largest = new Map<string, number>()
    for (const row of rows.filter(({ p }) => p !== undefined)) {
      const key = [row.dataset, row.n_neighbors, row.metric].join(' ')
      largest.set(key, Math.max(Number(row.p), largest.get(key) ?? 0))
    }
    const sorted = [...largest.values()].sort((a, b) => a - b)
    const own = Math.max(...p_values)
    const steps = sorted.slice(0, sorted.indexOf(own) + 1).map((p, i) => Math.min(1, (6 - i) * p))
    expect(first).toBeCloseTo(Math.max(...steps), 12)
  })
})

describe('a time-series split beside stratified folds', () => {
  const results = changed((record) =>
    record.type === 'data' && record.fold !== null && record.dataset === 'wine'
      ? { ...record, split_label: 'time-series-5', split_seed: null }
      : record,
  )
  const rows = tableValues(TABLES['configuration-comparisons'].make(results))
  const ofDataset = (dataset: string) => rows.filter((row) => row.dataset === dataset)

  test('has no test and is not in the family', () => {
    expect(ofDataset('wine')).toHaveLength(3)
    expect(ofDataset('wine').map(({ finding }) => finding)).toEqual(Array(3).fill('not tested'))
    expect(ofDataset('wine').every(({ p, p_adjusted }) => p === undefined && p_adjusted === undefined)).toBe(
      true,
    )
    const tested = ofDataset('breast-cancer').filter(({ p }) => p !== undefined)
    const least = Math.min(...tested.map(({ p }) => Number(p)))
    const [found] = tested.filter(({ p }) => p === least)
    expect(found.p_adjusted).toBeCloseTo(Math.min(1, 3 * least), 12)
  })

  test('is told so wherever the family is', () => {
    const { note, terminal, methods } = readings(results)
    expect(TABLES['configuration-comparisons'].make(results).family).toMatch(/^3 comparisons/)
    expect(note).toContain('m = 3, fixed by the study')
    expect(methods).toContain('m = 3, fixed by the study')
    expect(methods).toContain('The training sets of time-series-5 are in order of time')
    expect(terminal.match(/Holm over m = 3 planned comparisons/g)).toHaveLength(1)
  })
})

test('m and the comparisons without a test are told below the table, at the terminal and in the methods', () => {
  const { records, readAnswer } = ledger
  const left = records.filter(
    (record) =>
      record.type !== 'verification' ||
      !record.case_id.startsWith('wine') ||
      record.configuration.n_neighbors !== 1,
  )
  const { note, terminal, methods } = readings(resultsOf({ records: left, readAnswer }))
  const counts = 'Of 6 planned comparisons, 4 could be tested; those that could not (2) count in m too'
  expect(note).toContain(counts)
  expect(methods).toContain(counts)
  expect(terminal).toMatch(/, 2 not tested \(Holm over m = 6 planned comparisons, α = 0\.05; /)
})
