import type { Cell, Column, Table } from '../table.ts'
import { escapeText } from './escape.ts'
import { formatInterval, formatNumber, formatTime, sharedTimeUnit } from './format-number.ts'

/** All cells as people read them, column by column, without footnote marks. */
export function cellTexts({ columns, rows }: Table): string[][] {
  return columns.map((column, i) => {
    const cells = rows.map((row) => row[i])
    return cells.map(columnFormatter(column, cells))
  })
}

/** How the cells of one column are written; times of a column share a unit where they stay readable in it. */
function columnFormatter(column: Column, cells: readonly Cell[]): (cell: Cell) => string {
  const unit = column.unit === 'ns' ? sharedTimeUnit(numbers(cells)) : undefined
  const formatValue = (value: number) =>
    column.unit === 'ns' ? formatTime(value, unit) : formatNumber(value, column.unit)
  return (cell) => {
    switch (cell.kind) {
      case 'text':
        return escapeText(cell.text)
      case 'number':
        return formatValue(cell.value)
      case 'interval':
        return formatInterval(cell.low, cell.high, column.unit)
      case 'missing':
        return '–'
    }
  }
}

function numbers(cells: readonly Cell[]): number[] {
  return cells.flatMap((cell) => (cell.kind === 'number' ? [cell.value] : []))
}
