import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { cellWords } from './cell-words.ts'
import { knownColumn } from './known-column.ts'
import type { Cell, Table } from './table.ts'

/** `--filter KEY=VALUE`; an empty value is that of rows where the column has none. */
export interface RowFilter {
  readonly key: string
  readonly value: string
}

export function parseFilter(words: string): RowFilter {
  const sign = words.indexOf('=')
  if (sign > 0) return { key: words.slice(0, sign), value: words.slice(sign + 1) }
  throw new InputError({
    found: `--filter ${words}: a filter is KEY=VALUE.`,
    fix: 'For example: --filter engine=ts-brute',
  })
}

/**
 * The rows that all filters leave: filters of one key are alternatives. Every table must have each key, and one of them
 * each value, so that a slip of the keyboard is no empty table.
 */
export function filterTables(tables: readonly Table[], filters: readonly RowFilter[]): Table[] {
  for (const filter of filters) checkValue(tables, filter)
  const keys = [...new Set(filters.map(({ key }) => key))]
  return tables.map((table) => {
    const wanted = keys.map(
      (key): Wanted => ({
        column: knownColumn(table, key, '--filter'),
        values: filters.filter((filter) => filter.key === key).map(({ value }) => value),
      }),
    )
    const isWanted = (row: readonly Cell[]) =>
      wanted.every(({ column, values }) => values.some((value) => isValue(row[column], value)))
    return {
      ...table,
      rows: table.rows.filter(isWanted),
      notes: [...table.notes, ...filterNote(table, wanted)],
    }
  })
}

interface Wanted {
  readonly column: number
  readonly values: readonly string[]
}

/** A part of a table says so: a family and a note may speak of all of it. */
function filterNote({ columns }: Table, wanted: readonly Wanted[]): string[] {
  const words = wanted.map(
    ({ column, values }) => `${columns[column].title} ${values.map((value) => value || '–').join(' or ')}`,
  )
  return words.length === 0 ? [] : [`Only rows with ${words.join(', ')}.`]
}

function isValue(cell: Cell, value: string): boolean {
  return cellWords(cell) === value || (cell.kind === 'number' && value !== '' && cell.value === Number(value))
}

const LISTED_VALUES = 20

function checkValue(tables: readonly Table[], { key, value }: RowFilter): void {
  const cells = tables.flatMap((table) => {
    const column = knownColumn(table, key, '--filter')
    return table.rows.map((row) => row[column])
  })
  if (cells.some((cell) => isValue(cell, value))) return
  const known = [...new Set(cells.map(cellWords))]
  const listed = known.slice(0, LISTED_VALUES).map((words) => (words === '' ? `nothing (${key}=)` : words))
  const more = known.length > LISTED_VALUES ? `, … (${known.length} values)` : ''
  throw new InputError({
    found: `--filter ${key}=${value}: no row has that ${key}.${didYouMean(value, known)}`,
    fix: known.length === 0 ? 'There are no rows.' : `There are: ${listed.join(', ')}${more}`,
  })
}
