import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../../src/ledger/record.ts'
import type { Cell } from '../../../src/report/table.ts'
import { TABLES } from '../../../src/report/tables/index.ts'
import { fixtureLedger, resultsOf, TINY } from '../fixtures.ts'

const ledger = fixtureLedger(TINY)
const { records } = ledger

/** Values with a unit that the samples of ts-kd-tree show, and why others are not. */
function values(edit: (record: LedgerRecord) => LedgerRecord): { shown: number; withheld: Set<string> } {
  const { columns, rows } = TABLES.samples.make(resultsOf({ ...ledger, records: records.map(edit) }))
  const engine = columns.findIndex(({ key }) => key === 'engine')
  const cells = rows
    .filter((row) => isText(row[engine], 'ts-kd-tree'))
    .flatMap((row) => row.filter((_, i) => columns[i].unit === 'ns' || columns[i].unit === 'bytes'))
  const withheld = cells.flatMap((cell) =>
    cell.kind === 'missing' && cell.reason.startsWith('not shown') ? [cell.reason] : [],
  )
  return { shown: cells.filter(({ kind }) => kind === 'number').length, withheld: new Set(withheld) }
}

function isText(cell: Cell, text: string): boolean {
  return cell.kind === 'text' && cell.text === text
}

test('right answers show every time and size', () => {
  const { shown, withheld } = values((record) => record)
  expect(shown).toBeGreaterThan(50)
  expect([...withheld]).toEqual([])
})

test('wrong answers show neither a time nor a size', () => {
  const found = values((record) =>
    record.type === 'verification' && record.engine === 'ts-kd-tree' ? { ...record, grade: 'wrong' } : record,
  )
  expect(found).toEqual({
    shown: 0,
    withheld: new Set(['not shown: no right answer with counted times goes with it']),
  })
})

test('a block of another key shows nothing, however right the answers under the planned key are', () => {
  const found = values((record) =>
    record.type === 'block' && record.engine === 'ts-kd-tree' ? { ...record, key: 'f'.repeat(64) } : record,
  )
  expect(found).toEqual({
    shown: 0,
    withheld: new Set(['not shown: it measured other content than is planned']),
  })
})
