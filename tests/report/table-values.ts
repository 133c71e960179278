import type { Cell, Table } from '../../src/report/table.ts'

/** Rows of a table as objects: numbers, texts and intervals by column key, and nothing where a cell is missing. */
export function tableValues({ columns, rows }: Table): Record<string, unknown>[] {
  return rows.map((row) =>
    Object.fromEntries(
      row.map((cell, i) => [columns[i].key, plainValue(cell)]).filter(([, value]) => value !== undefined),
    ),
  )
}

function plainValue(cell: Cell): unknown {
  switch (cell.kind) {
    case 'text':
      return cell.text
    case 'number':
      return cell.value
    case 'interval':
      return { low: cell.low, high: cell.high }
    case 'missing':
      return undefined
  }
}
