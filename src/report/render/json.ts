import type { Cell, Column, Renderer, Table } from '../table.ts'
import { escapeJson } from './escape.ts'

/** An array of tables with their units; keys in column order, `null` where a value is missing. */
export const jsonRenderer: Renderer = {
  format: 'json',
  render(tables) {
    return `${escapeJson(JSON.stringify(tables.map(plainTable), null, 2))}\n`
  },
}

function plainTable(table: Table): unknown {
  return {
    name: table.name,
    title: table.title,
    unit_of_replication: table.unit_of_replication,
    family: table.family ?? null,
    columns: table.columns.map(({ key, title, kind, unit }) => ({ key, title, kind, unit: baseUnit(unit) })),
    rows: table.rows.map((row) =>
      Object.fromEntries(row.map((cell, i) => [table.columns[i].key, plainValue(cell)])),
    ),
    footnotes: table.rows.flatMap((row, r) => row.flatMap((cell, i) => footnote(cell, r, table.columns[i]))),
    notes: table.notes,
  }
}

/** Bytes and scores with a sign; readers of JSON need no second name for them. */
function baseUnit(unit: Column['unit']): string {
  if (unit === 'growth') return 'bytes'
  return unit === 'score-difference' ? 'score' : unit
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
      return null
  }
}

function footnote(cell: Cell, row: number, column: Column): unknown[] {
  const note = cell.kind === 'missing' ? missingNote(cell) : cell.note
  return note === undefined ? [] : [{ row, column: column.key, text: note }]
}

/** As at the terminal: what another cell of the row already says needs no footnote. */
function missingNote(cell: Extract<Cell, { kind: 'missing' }>): string | undefined {
  return cell.footnote === 'shown' ? cell.reason : undefined
}
