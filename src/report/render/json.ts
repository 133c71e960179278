import type { Cell, Column, Renderer, Table } from '../table.ts'
import { escapeJson } from './escape.ts'

/** An array of tables with their units; keys in column order, `null` where a value is missing. */
export const jsonRenderer: Renderer = {
  format: 'json',
  render(tables) {
    return `${list(tables.map(tableText), 0)}\n`
  },
}

/** Row by row: a table of samples takes several times its text as one value. */
function tableText(table: Table): string {
  const { columns, rows } = table
  const footnotes = rows.flatMap((row, r) => row.flatMap((cell, i) => footnote(cell, r, columns[i])))
  const properties = {
    name: textAt(2, table.name),
    title: textAt(2, table.title),
    unit_of_replication: textAt(2, table.unit_of_replication),
    family: textAt(2, table.family ?? null),
    columns: textAt(
      2,
      columns.map(({ key, title, kind, unit }) => ({ key, title, kind, unit: baseUnit(unit) })),
    ),
    rows: list(
      rows.map((row) => textAt(3, plainRow(row, columns))),
      2,
    ),
    footnotes: textAt(2, footnotes),
    notes: textAt(2, table.notes),
  }
  const lines = Object.entries(properties).map(([key, text]) => `${indent(2)}"${key}": ${text}`)
  return `{\n${lines.join(',\n')}\n${indent(1)}}`
}

/** A value whose first line stands at some depth of the whole. */
function textAt(depth: number, value: unknown): string {
  return escapeJson(JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent(depth)}`))
}

function list(items: readonly string[], depth: number): string {
  if (items.length === 0) return '[]'
  return `[\n${items.map((item) => indent(depth + 1) + item).join(',\n')}\n${indent(depth)}]`
}

function indent(depth: number): string {
  return '  '.repeat(depth)
}

function plainRow(row: readonly Cell[], columns: readonly Column[]): unknown {
  return Object.fromEntries(row.map((cell, i) => [columns[i].key, plainValue(cell)]))
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
