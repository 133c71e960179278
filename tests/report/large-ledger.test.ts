import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readResults } from '../../src/cli/read-results.ts'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { measurementValues } from '../../src/report/measurement-values.ts'
import { TABLES, type TableName } from '../../src/report/tables/index.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { largeLedger } from './large-ledger.ts'
import { storeLedger } from './stored-ledger.ts'

/** The ledger of scripts/large-ledger.ts with fewer datasets and passes: several thousand records. */
const LEDGER = largeLedger({ datasets: 2, passes: 2 })

function stored(): string {
  const folder = temporaryFolder()
  storeLedger(folder, LEDGER)
  return folder
}

describe('a ledger of thousands of records', () => {
  test('is read whole', () => {
    const folder = stored()
    const { records, whole_bytes, torn_bytes } = readLedger(folder)
    expect(records.length).toBeGreaterThan(4000)
    expect(records.map(({ type }) => type)).toEqual(LEDGER.records.map(({ type }) => type))
    expect([whole_bytes, torn_bytes]).toEqual([statSync(join(folder, 'ledger.jsonl')).size, 0])
  })

  test('has every cell, every measurement and every round in its tables', () => {
    const results = readResults(stored())
    const rows = (name: TableName) => TABLES[name].make(results).rows
    const measured = LEDGER.records.flatMap((record) =>
      record.type === 'measurement' ? measurementValues(record.value) : [],
    )
    expect(rows('cells')).toHaveLength(2 * 9 * 40)
    expect(rows('samples')).toHaveLength(measured.length)
    expect(results.cases.map(({ rounds, rounds_waiting }) => [rounds, rounds_waiting])).toEqual([
      [10, 0],
      [10, 0],
    ])
  })

  test('is refused with the number of a line that is no record', () => {
    const folder = stored()
    const file = join(folder, 'ledger.jsonl')
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, lines.with(3999, lines[3999].replace('"schema":1', '"schema":1,"x":1')).join('\n'))
    expect(() => readLedger(folder)).toThrow(`${file}:4000: this record does not follow the schema: `)
  })

  test('may end within a record', () => {
    const folder = stored()
    appendFileSync(join(folder, 'ledger.jsonl'), '{"schema":1,"type":"blo')
    const { records, torn_bytes } = readLedger(folder)
    expect([records.length, torn_bytes]).toEqual([LEDGER.records.length, 23])
  })
})
