import { cellWords } from '../cell-words.ts'
import { groupBy } from '../group-by.ts'
import { type Table, text, textColumn } from '../table.ts'
import type { Layout } from './layouts.ts'

/** Engines whose rows say the same of a case as one row. */
export const alikeEngines: Layout = (table) => {
  const engine = table.columns.findIndex(({ key }) => key === 'engine')
  const groups = groupBy(table.rows, (row) => JSON.stringify(row.filter((_, i) => i !== engine)))
  const rows = [...groups.values()].map((alike) =>
    alike[0].map((cell, i) => (i === engine ? text(alike.map((row) => cellWords(row[i])).join(', ')) : cell)),
  )
  const columns = table.columns.map((column, i) =>
    i === engine ? textColumn('engines', 'engines', 0) : column,
  )
  return [{ ...table, columns, rows }]
}

/** Letters that a name of engines may have before it gets a letter of its own. */
const NAME_LENGTH = 24
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Long lists of engines as letters, which a note explains. */
export function letteredEngines(table: Table): Table {
  const engines = table.columns.findIndex(({ key }) => key === 'engines')
  const long = [...new Set(table.rows.map((row) => cellWords(row[engines] ?? text(''))))].filter(
    (words) => words.length > NAME_LENGTH,
  )
  if (long.length === 0 || long.length > LETTERS.length) return table
  const letters = new Map(long.map((words, i) => [words, LETTERS[i]]))
  return {
    ...table,
    rows: table.rows.map((row) =>
      row.map((cell, i) => (i === engines ? text(letters.get(cellWords(cell)) ?? cellWords(cell)) : cell)),
    ),
    notes: [
      ...table.notes,
      `Engines: ${[...letters].map(([words, letter]) => `${letter} is ${words}`).join('; ')}.`,
    ],
  }
}
