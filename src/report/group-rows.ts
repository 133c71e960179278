import { cellWords } from './cell-words.ts'
import { groupBy } from './group-by.ts'
import type { Table } from './table.ts'

/** Rows that say the same in these columns, in the order of their first. */
export function groupRows(rows: Table['rows'], columns: readonly number[]): Table['rows'][] {
  return [...groupBy(rows, (row) => JSON.stringify(columns.map((i) => cellWords(row[i])))).values()]
}
