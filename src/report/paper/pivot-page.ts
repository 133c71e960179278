import { groupRows } from '../group-rows.ts'
import { type Pivot, pivotTable } from '../pivot-table.ts'
import type { Table } from '../table.ts'

/** The pivoted table, or the table as it is where two of its rows would meet in one cell. */
export function pivotPage(table: Table, pivot: Pivot): Table {
  const keys = [...pivot.rows, ...pivot.columns]
  const columns = keys.map((key) => table.columns.findIndex((column) => column.key === key))
  const isParted = groupRows(table.rows, columns).length === table.rows.length
  return isParted ? pivotTable(table, pivot) : table
}
