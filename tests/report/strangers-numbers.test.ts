import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { type LedgerRecord, recordSchema } from '../../src/ledger/record.ts'
import { PICTURE_NAMES, PICTURES } from '../../src/report/pictures/index.ts'
import { RENDERERS } from '../../src/report/render/index.ts'
import { buildResults } from '../../src/report/results.ts'
import { TABLE_NAMES, TABLES } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { fixtureLedger, TINY } from './fixtures.ts'
import { paperFiles } from './paper-fixture.ts'

const OPTIONS = { width: 100, color: 'plain', study: 'quick' } as const
const ledger = fixtureLedger(TINY)
const TYPES = [...new Set(ledger.records.map(({ type }) => type))]

/** Everything a report prints, or the InputError that it ends with: both are answers, a stack trace is none. */
function everything(records: readonly LedgerRecord[]): string {
  try {
    const results = buildResults(records, ledger.readAnswer)
    if (results === undefined) return 'this ledger holds no plan'
    const tables = TABLE_NAMES.map((name) => TABLES[name].make(results))
    const methods = paperFiles(results).find(({ path }) => path === 'METHODS.md')?.text
    const pictures = PICTURE_NAMES.map((name) => PICTURES[name].make(results))
    return [
      terminalReport(results, OPTIONS),
      RENDERERS.json.render(tables, OPTIONS),
      methods,
      jsonOf(pictures),
    ].join('\n')
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}

/** JSON in which numbers that are none keep their names. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, one) =>
    typeof one === 'number' && !Number.isFinite(one) ? String(one) : one,
  )
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Path = readonly (string | number)[]

function numberPaths(value: Json, path: Path = []): Path[] {
  if (typeof value === 'number') return [path]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, one]) => numberPaths(one, [...path, key]))
}

function changed(value: Json, [key, ...rest]: Path, to: number): Json {
  if (key === undefined) return to
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((one, i) => (String(i) === key ? changed(one, rest, to) : one))
  return Object.fromEntries(
    Object.entries(value).map(([one, inner]) => [one, one === key ? changed(inner, rest, to) : inner]),
  )
}

/** The record with `to` in place of every number where the schema allows it. */
function absurd(record: LedgerRecord, to: number): LedgerRecord {
  const plain: Json = JSON.parse(JSON.stringify(record))
  const result = numberPaths(plain).reduce((before, path) => {
    const after = changed(before, path, to)
    return recordSchema.safeParse(after).success ? after : before
  }, plain)
  return recordSchema.parse(result)
}

const VALUES = [0, 5e-324, 1e6, Number.MAX_SAFE_INTEGER, 1e308, -1e308]

describe.each(TYPES)('absurd numbers in %s records', (type) => {
  test.each(VALUES)('%s give a report without a number that is none', (value) => {
    const records = ledger.records.map((record) => (record.type === type ? absurd(record, value) : record))
    expect(everything(records)).not.toMatch(/\b(NaN|Infinity|undefined)\b/)
  })
})

describe('records that are missing', () => {
  test.each(TYPES)('all of %s', (type) => {
    expect(everything(ledger.records.filter((record) => record.type !== type))).not.toMatch(/\bNaN\b/)
  })

  test.each(TYPES)('the first of %s', (type) => {
    const first = ledger.records.findIndex((record) => record.type === type)
    expect(everything(ledger.records.toSpliced(first, 1))).not.toMatch(/\bNaN\b/)
  })

  test('and records that come twice, or before what they belong to', () => {
    expect(everything([...ledger.records, ...ledger.records])).not.toMatch(/\bNaN\b/)
    expect(everything(ledger.records.toReversed())).not.toMatch(/\bNaN\b/)
  })
})
