import { expect, test } from 'vitest'
import { pivotTable } from '../../src/report/pivot-table.ts'
import { RENDERERS } from '../../src/report/render/index.ts'
import { TIDY } from './shapes.ts'

const PIVOT = { rows: ['dataset', 'n_neighbors'], columns: ['engine'], value: 'predict_ns' }

test('a row for each of the one, a column for each of the other, and what is missing with its reason', () => {
  const table = pivotTable(TIDY, PIVOT)
  expect(table.title).toBe('Cells: predict by engine')
  expect(table.columns.map(({ key, title, unit }) => [key, title, unit])).toEqual([
    ['dataset', 'dataset', 'none'],
    ['n_neighbors', 'k', 'none'],
    ['engine=a', 'a', 'ns'],
    ['engine=b', 'b', 'ns'],
  ])
  expect(table.rows.map((row) => row.slice(2))).toEqual([
    [
      { kind: 'number', value: 100 },
      { kind: 'number', value: 200 },
    ],
    [
      { kind: 'missing', reason: 'the table has no such row', footnote: 'shown' },
      { kind: 'number', value: 250 },
    ],
    [
      { kind: 'missing', reason: 'it is wrong', footnote: 'shown' },
      { kind: 'missing', reason: 'the table has no such row', footnote: 'shown' },
    ],
  ])
})

test('its columns share a unit where they stay readable in it', () => {
  const fast = TIDY.rows.map((row) => [...row.slice(0, 4), { kind: 'number', value: 400_000 } as const])
  const slow = [...TIDY.rows[0].slice(0, 4), { kind: 'number', value: 2_000_000 } as const]
  const lines = (rows: typeof TIDY.rows) =>
    RENDERERS.markdown
      .render([pivotTable({ ...TIDY, rows }, PIVOT)], { width: 80, color: 'plain' })
      .split('\n')
      .filter((line) => line.startsWith('| iris'))
  expect(lines([slow, ...fast.slice(1)])).toEqual([
    '| iris | 1 | 2.00 ms | 0.400 ms |',
    '| iris | 5 | –¹ | 0.400 ms |',
  ])
})

test('a number at the head of a column has its name beside it', () => {
  const { columns } = pivotTable(TIDY, { ...PIVOT, rows: ['dataset'], columns: ['engine', 'n_neighbors'] })
  expect(columns.slice(1).map(({ key, title }) => [key, title])).toEqual([
    ['engine=a,n_neighbors=1', 'a, k = 1'],
    ['engine=b,n_neighbors=1', 'b, k = 1'],
    ['engine=b,n_neighbors=5', 'b, k = 5'],
  ])
})

test('cells that meet are refused with the columns that part them', () => {
  expect(() => pivotTable(TIDY, { ...PIVOT, rows: ['dataset'] })).toThrow(
    '2 rows of table cells meet in the cell dataset=iris, engine=b: they differ in n_neighbors. Add it to --rows or --columns, or keep one value each: --filter n_neighbors=1',
  )
})

test('rows that nothing parts are refused too', () => {
  const table = { ...TIDY, rows: [TIDY.rows[0], TIDY.rows[0]] }
  expect(() => pivotTable(table, PIVOT)).toThrow('they are the same in every column. Such a table cannot')
})

test.each([
  [{ rows: ['datset'] }, '--rows: table cells has no column "datset". Did you mean "dataset"?'],
  [{ columns: ['k'] }, '--columns: table cells has no column "k".'],
  [{ value: 'predict' }, '--value: table cells has no column "predict".'],
])('%j names no column', (part, message) => {
  expect(() => pivotTable(TIDY, { ...PIVOT, ...part })).toThrow(message)
})
