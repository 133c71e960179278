import { stringify } from 'csv-stringify/sync'
import type { Cell, Column, Renderer, Table } from '../table.ts'
import { escapeCsv } from './escape.ts'

/**
 * One tidy table: column keys as header, raw values in base units, nothing where a value is missing.
 * A file holds one table, so more than one is an error of the caller.
 */
export const csvRenderer: Renderer = {
  format: 'csv',
  render: (tables) => [...lines(tables)].join(''),
  parts: lines,
}

function* lines(tables: readonly Table[]): Generator<string> {
  if (tables.length !== 1) throw new RangeError(`CSV holds one table, not ${tables.length}`)
  const [{ columns, rows }] = tables
  yield line(columns.flatMap(headers))
  for (const row of rows) yield line(row.flatMap((cell, i) => values(cell, columns[i])))
}

function line(fields: readonly string[]): string {
  return stringify([fields], { record_delimiter: '\n' })
}

/** Keys of a pivoted table hold words of its cells. */
function headers({ kind, key: unsafe }: Column): string[] {
  const key = escapeCsv(unsafe)
  return kind === 'interval' ? [`${key}_low`, `${key}_high`] : [key]
}

function values(cell: Cell, column: Column): string[] {
  switch (cell.kind) {
    case 'text':
      return [escapeCsv(cell.text)]
    case 'number':
      return [String(cell.value)]
    case 'interval':
      return [String(cell.low), String(cell.high)]
    case 'missing':
      return column.kind === 'interval' ? ['', ''] : ['']
  }
}
