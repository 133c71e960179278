import type { Cell } from './table.ts'

/** What a cell is called on the command line and in the names of pivoted columns; nothing where it is missing. */
export function cellWords(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return cell.text
    case 'number':
      return String(cell.value)
    case 'interval':
      return `${cell.low} – ${cell.high}`
    case 'missing':
      return ''
  }
}
