import { expect, test } from 'vitest'
import { filterTables, parseFilter } from '../../src/report/filter-rows.ts'
import { TIDY } from './shapes.ts'

/** Dataset, engine and k of the rows that are left. */
function left(...filters: string[]): string[] {
  const [{ rows }] = filterTables([TIDY], filters.map(parseFilter))
  return rows.map((row) =>
    row
      .slice(0, 3)
      .map((cell) => (cell.kind === 'text' ? cell.text : cell.kind === 'number' ? cell.value : ''))
      .join(' '),
  )
}

test('filters of different keys all hold, those of one key are alternatives', () => {
  expect(left('dataset=iris', 'n_neighbors=1')).toEqual(['iris a 1', 'iris b 1'])
  expect(left('n_neighbors=5', 'n_neighbors=1', 'engine=b')).toEqual(['iris b 1', 'iris b 5'])
  expect(left('n_neighbors=5.0')).toEqual(['iris b 5'])
})

test('what is left says of what it is a part', () => {
  const filters = ['engine=a', 'engine=b', 'fold='].map(parseFilter)
  expect(filterTables([TIDY], filters)[0].notes).toEqual(['A note.', 'Only rows with engine a or b, fold –.'])
  expect(filterTables([TIDY], [])[0].notes).toEqual(['A note.'])
})

test('an empty value keeps the rows without one', () => {
  expect(left('fold=')).toEqual(['iris a 1', 'iris b 1', 'iris b 5'])
})

test.each([
  [
    'engin=a',
    '--filter: table cells has no column "engin". Did you mean "engine"? Its columns: dataset, engine, n_neighbors, fold, predict_ns',
  ],
  [
    'dataset=irsi',
    '--filter dataset=irsi: no row has that dataset. Did you mean "iris"? There are: iris, wine',
  ],
  ['fold=7', '--filter fold=7: no row has that fold. There are: nothing (fold=), 2'],
  ['engine', '--filter engine: a filter is KEY=VALUE. For example: --filter engine=ts-brute'],
  ['=a', '--filter =a: a filter is KEY=VALUE. For example: --filter engine=ts-brute'],
])('%s says what there is', (filter, message) => {
  expect(() => left(filter)).toThrow(message)
})

test('of many values the first are listed', () => {
  const rows = Array.from({ length: 30 }, (_, i) => [{ kind: 'number', value: i } as const])
  const table = { ...TIDY, columns: [TIDY.columns[2]], rows }
  expect(() => filterTables([table], [parseFilter('n_neighbors=99')])).toThrow('18, 19, … (30 values)')
})

test('of several tables each must have the key, and one the value', () => {
  const one = { ...TIDY, name: 'one', rows: TIDY.rows.slice(0, 1) }
  const [first, second] = filterTables([TIDY, one], [parseFilter('dataset=wine')])
  expect([first.rows.length, second.rows.length]).toEqual([1, 0])
  const other = { ...TIDY, name: 'other', columns: TIDY.columns.slice(1) }
  expect(() => filterTables([TIDY, other], [parseFilter('dataset=wine')])).toThrow(
    'table other has no column "dataset"',
  )
})
