import { expect, test } from 'vitest'
import { joinLedgers } from '../../src/report/join-ledgers.ts'
import { TIDY } from './shapes.ts'

const A = { ledger: 'a', table: TIDY }

test('the ledger is the first column, and what only one of them says has its name', () => {
  const other = { ...TIDY, rows: TIDY.rows.slice(0, 1), notes: ['A note.', 'Another.'], family: 'm = 3' }
  const joined = joinLedgers([A, { ledger: 'b', table: other }])
  expect(joined.columns.map(({ key }) => key).slice(0, 2)).toEqual(['ledger', 'dataset'])
  expect(joined.rows.map(([cell]) => cell.kind === 'text' && cell.text)).toEqual(['a', 'a', 'a', 'a', 'b'])
  expect(joined.notes).toEqual(['A note.', 'b: Another.'])
  expect(joined.family).toBe('a: none planned; b: m = 3')
})

test('a family that all share is said once, and where there is none, none', () => {
  expect(joinLedgers([A, A]).family).toBeUndefined()
  const family = { ledger: 'b', table: { ...TIDY, family: 'm = 3' } }
  expect(joinLedgers([family, { ...family, ledger: 'c' }]).family).toBe('m = 3')
})

test('tables with another observation, other columns or another title cannot be shown together', () => {
  const with_ = (parts: Partial<typeof TIDY>) => () =>
    joinLedgers([A, { ledger: 'b', table: { ...TIDY, ...parts } }])
  expect(with_({ unit_of_replication: 'test row' })).toThrow(
    'table cells of a and of b cannot be shown together: in a one observation is a round, in b one observation is a test row. Show them one at a time.',
  )
  expect(with_({ columns: TIDY.columns.slice(1) })).toThrow('cannot be shown together: in a its columns are')
  expect(with_({ title: 'Others' })).toThrow('in a it is Cells, in b it is Others')
})
