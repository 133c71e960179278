import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { RENDERERS } from '../../src/report/render/index.ts'
import { TABLE_NAMES, TABLES } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { fixtureLedger, resultsOf, TINY, TWO_CASES } from './fixtures.ts'
import { groupsOf, secondAttempt } from './ledger-edits.ts'

const ledger = fixtureLedger(TINY)
const { others, groups } = groupsOf(ledger.records)
const OPTIONS = { width: 100, color: 'plain', study: 'quick' } as const

/** Report and all tables as one text. */
function everything(records: readonly LedgerRecord[]): string {
  const results = resultsOf({ ...ledger, records: [...records] })
  const tables = TABLE_NAMES.map((name) => TABLES[name].make(results))
  return terminalReport(results, OPTIONS) + RENDERERS.json.render(tables, OPTIONS)
}

const expected = everything(ledger.records)

test('the same ledger gives the same bytes', () => {
  expect(everything(structuredClone(ledger.records))).toBe(expected)
})

test('the order of groups in the ledger does not matter', () => {
  const shuffled = fc.shuffledSubarray(groups, { minLength: groups.length })
  fc.assert(
    fc.property(shuffled, (order) => {
      expect(everything([...others, ...order.flat()])).toBe(expected)
    }),
    { numRuns: 20 },
  )
})

test('what a later run described before it was cut off is not joined to the grades of this one', () => {
  const later = ledger.records.flatMap((record): LedgerRecord[] => {
    if (record.type === 'study') return [{ ...record, protocol: { ...record.protocol, seed: 8 } }]
    if (record.type === 'data') return [{ ...record, rows_scored: 20, score_rows: record.timed_rows }]
    if (record.type === 'engine') return [{ ...record, version: '9.9.9', exact: false }]
    return []
  })
  expect(everything([...ledger.records, ...later])).toBe(expected)
})

test('a superseded attempt leaves no trace but its samples, marked as not counted', () => {
  const again = secondAttempt(groups[2], 3)
  const both = resultsOf({ ...ledger, records: [...ledger.records, ...again] })
  const onlyLast = resultsOf({
    ...ledger,
    records: [...others, ...groups.filter((g) => g !== groups[2]).flat(), ...again],
  })
  expect(terminalReport(both, OPTIONS)).toBe(terminalReport(onlyLast, OPTIONS))
  const counted = TABLES.samples.make(both)
  const column = counted.columns.findIndex(({ key }) => key === 'counted')
  expect(counted.rows.some((row) => row[column].kind === 'text' && row[column].text === 'no')).toBe(true)
})

test('no line of the report is wider than the terminal', () => {
  const results = resultsOf(fixtureLedger(TWO_CASES))
  fc.assert(
    fc.property(fc.integer({ min: 76, max: 200 }), (width) => {
      const lines = terminalReport(results, { ...OPTIONS, width }).split('\n')
      expect(lines.filter((line) => [...line].length > width)).toEqual([])
    }),
    { numRuns: 20 },
  )
})
