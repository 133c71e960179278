import { type Cell, type Column, noteTexts, type Renderer, type Table } from '../table.ts'
import { escapeJson } from './escape.ts'

/** An array of tables with their units; keys in column order, `null` where a value is missing. */
export const jsonRenderer: Renderer = {
  format: 'json',
  render: (tables) => [...wholeParts(tables)].join(''),
  parts: wholeParts,
}

function* wholeParts(tables: readonly Table[]): Generator<string> {
  for (const [t, table] of tables.entries()) {
    yield `${t === 0 ? '[' : ','}\n${indent(1)}`
    yield* tableParts(table)
  }
  yield tables.length === 0 ? '[]\n' : '\n]\n'
}

function* tableParts(table: Table) {
  const { name, title, unit_of_replication, family, columns, rows } = table
  const units = columns.map(({ key, title, kind, unit }) => ({ key, title, kind, unit: baseUnit(unit) }))
  const property = (key: string, value: unknown) => `${indent(2)}"${key}": ${textAt(2, value)}`
  const head = { name, title, unit_of_replication, family: family ?? null, columns: units }
  yield `{\n${Object.entries(head)
    .map(([key, value]) => property(key, value))
    .join(',\n')}`
  yield `,\n${indent(2)}"rows": `
  yield* listParts(plainRows(columns, rows))
  yield `,\n${indent(2)}"footnotes": `
  yield* listParts(footnotes(columns, rows))
  yield `,\n${property('notes', noteTexts(table))}\n${indent(1)}}`
}

/** The list of a property of a table. */
function* listParts(items: Iterable<unknown>): Generator<string> {
  let start = '['
  for (const item of items) {
    yield `${start}\n${indent(3)}${textAt(3, item)}`
    start = ','
  }
  yield start === '[' ? '[]' : `\n${indent(2)}]`
}

/** A value whose first line stands at some depth of the whole. */
function textAt(depth: number, value: unknown): string {
  return escapeJson(JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent(depth)}`))
}

function indent(depth: number): string {
  return '  '.repeat(depth)
}

function* plainRows(columns: Table['columns'], rows: Table['rows']): Generator<unknown> {
  for (const row of rows) yield Object.fromEntries(row.map((cell, i) => [columns[i].key, plainValue(cell)]))
}

function* footnotes(columns: Table['columns'], rows: Table['rows']): Generator<unknown> {
  for (const [r, row] of rows.entries()) {
    for (const [i, cell] of row.entries()) yield* footnote(cell, r, columns[i])
  }
}

/** Bytes and scores with a sign; readers of JSON need no second name for them. */
function baseUnit(unit: Column['unit']): string {
  if (unit === 'growth') return 'bytes'
  if (unit === 'target-difference') return 'target'
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
