import type { Cell, Column, Table } from '../table.ts'
import { escapeText } from './escape.ts'
import { formatInterval, formatNumber, formatTime, type Scale, sharedTimeUnit } from './format-number.ts'

/** All cells as people read them, column by column, without footnote marks. */
export function cellTexts({ columns, rows }: Table): string[][] {
  const cellsOf = (index: number) => rows.map((row) => row[index])
  const quantities = new Set(columns.flatMap(({ quantity }) => quantity ?? []))
  const units = new Map(
    [...quantities].map((quantity) => [
      quantity,
      timeUnit(columns.flatMap((column, i) => (column.quantity === quantity ? cellsOf(i) : []))),
    ]),
  )
  return columns.map((column, i) => {
    const cells = cellsOf(i)
    const unit = (column.quantity === undefined ? undefined : units.get(column.quantity)) ?? timeUnit(cells)
    return cells.map((cell) => cellText(cell, column, unit))
  })
}

/** The unit that times of a column share where they stay readable in it. */
function timeUnit(cells: readonly Cell[]): Scale | undefined {
  return sharedTimeUnit(numbers(cells))
}

function cellText(cell: Cell, { unit }: Column, time: Scale | undefined): string {
  switch (cell.kind) {
    case 'text':
      return escapeText(cell.text)
    case 'number':
      return unit === 'ns' ? formatTime(cell.value, time) : formatNumber(cell.value, unit)
    case 'interval':
      return formatInterval(cell.low, cell.high, unit)
    case 'missing':
      return '–'
  }
}

function numbers(cells: readonly Cell[]): number[] {
  return cells.flatMap((cell) => (cell.kind === 'number' ? [cell.value] : []))
}
