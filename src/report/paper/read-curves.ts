import { groupRows } from '../group-rows.ts'
import type { Cell } from '../table.ts'
import { CASE_KEYS, type Layout } from './layouts.ts'

/** False positive rates at which a printed curve is read. */
const READ_AT = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1]

/** Of each curve the last point at or before a few false positive rates; the CSV has all points. */
export const readCurves: Layout = (table) => {
  const columnOf = (key: string) => table.columns.findIndex((column) => column.key === key)
  const rate = columnOf('false_positive_rate')
  const named = [...CASE_KEYS, 'engines', 'class'].map(columnOf).filter((i) => i >= 0)
  const curves = groupRows(table.rows, named)
  const rows = curves.flatMap((curve) => {
    const read = READ_AT.map((at) => curve.findLast((row) => rateOf(row[rate]) <= at))
    return [...new Set(read)].filter((row) => row !== undefined)
  })
  const shown = rows.length < table.rows.length
  const note = `Of each curve the last point at or before a false positive rate of ${READ_AT.join(', ')}; all points are in the CSV.`
  return [{ ...table, rows, notes: shown ? [...table.notes, note] : table.notes }]
}

function rateOf(cell: Cell): number {
  return cell.kind === 'number' ? cell.value : 0
}
