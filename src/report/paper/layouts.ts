import { CASE_COLUMNS } from '../case-columns.ts'
import { cellWords } from '../cell-words.ts'
import { groupBy } from '../group-by.ts'
import { groupRows } from '../group-rows.ts'
import { isAbout } from '../note.ts'
import { blank, number, type Table } from '../table.ts'
import { pivotPage } from './pivot-page.ts'

/** How a page shows a table: as one or several others that hold the same cells, or fewer of them. */
export type Layout = (table: Table) => readonly Table[]

/** What names a row of any table: the ledger, where there are several, and the case. */
export const CASE_KEYS = ['ledger', ...CASE_COLUMNS.map(({ key }) => key), 'repeat', 'fold']

/**
 * Without columns that say nothing here: split, seed and preparation where they are the same in every row, since the
 * methods have them, and columns that are missing in all rows, whose reason becomes a note.
 */
export function withoutEmptyColumns(table: Table): Table {
  const isSame = (i: number) => new Set(table.rows.flatMap((row) => cellWords(row[i]) || [])).size <= 1
  const isMissing = (i: number) => table.rows.every((row) => row[i].kind === 'missing')
  const isNamed = (key: string) => CASE_KEYS.includes(key) && key !== 'dataset'
  const kept = keepColumns(table, (i) => !isMissing(i) && !(isNamed(table.columns[i].key) && isSame(i)))
  const told = reasonNotes(table)
  const named = [...kept.columns.map(({ key }) => key), ...told.keys]
  return { ...kept, notes: [...table.notes.filter((note) => isAbout(note, named)), ...told.notes] }
}

/** Why columns have no value in any row, where each of them has one reason that a footnote would say; and their keys. */
function reasonNotes({ columns, rows }: Table): { readonly notes: string[]; readonly keys: string[] } {
  const reasons = columns.flatMap(({ key, title }, i) => {
    const told = rows.map((row) => row[i])
    const said = told.flatMap((cell) =>
      cell.kind === 'missing' && cell.footnote === 'shown' ? [cell.reason] : [],
    )
    const isMissing = told.every(({ kind }) => kind === 'missing')
    return isMissing && new Set(said).size === 1 ? [{ key, title, reason: said[0] }] : []
  })
  const notes = [...groupBy(reasons, ({ reason }) => reason)].map(
    ([reason, alike]) =>
      `Without a value in any row: ${alike.map(({ title }) => title).join(', ')} (${reason}).`,
  )
  return { notes, keys: reasons.map(({ key }) => key) }
}

/** These columns alone, with those that name the case before them. */
export function onlyColumns(keys: readonly string[]): Layout {
  return (table) => [keepColumns(table, (i) => [...CASE_KEYS, ...keys].includes(table.columns[i].key))]
}

/** Some columns, with the notes on them and on the whole table. */
function keepColumns(table: Table, isKept: (index: number) => boolean): Table {
  const kept = table.columns.map((_, i) => i).filter(isKept)
  const columns = kept.map((i) => table.columns[i])
  const keys = columns.map(({ key }) => key)
  return {
    ...table,
    columns,
    rows: table.rows.map((row) => kept.map((i) => row[i])),
    notes: table.notes.filter((note) => isAbout(note, keys)),
  }
}

/** Without the null arm, which is the baseline once more. */
export const mainArmsOnly: Layout = (table) => {
  const arm = table.columns.findIndex(({ key }) => key === 'arm')
  const rows = table.rows.filter((row) => cellWords(row[arm]) === 'main')
  return [keepColumns({ ...table, rows }, (i) => i !== arm)]
}

/** Without the folds of cross-validations, unless there is nothing else. */
export const withoutFolds: Layout = (table) => {
  const fold = table.columns.findIndex(({ key }) => key === 'fold')
  const rows = table.rows.filter((row) => row[fold].kind === 'missing')
  return [rows.length === 0 ? table : { ...table, rows }]
}

/** The selected configuration alone. */
export const selectedOnly: Layout = (table) => {
  const selected = table.columns.findIndex(({ key }) => key === 'selected')
  const rows = table.rows.filter((row) => cellWords(row[selected]) === 'yes')
  const page = keepColumns({ ...table, rows }, (i) => i !== selected)
  return [{ ...page, notes: [...page.notes, SELECTED] }]
}

const SELECTED =
  'Only selected configurations are shown, those of the highest mean accuracy over these folds, so that they are optimistic; the CSV has all.'

/** Without notes, where the methods say the same. */
export function withoutNotes(layout: Layout): Layout {
  return (table) => layout(table).map((page) => ({ ...page, notes: [] }))
}

/** The engines beside each other: one table for each value that is there, a row for each case and each of `rows`. */
export function enginesAcross(rows: readonly string[], values: readonly string[]): Layout {
  return (table) => {
    const names = table.columns.map(({ key }) => key).filter((key) => CASE_KEYS.includes(key))
    const there = values.filter((value) => table.columns.some(({ key }) => key === value))
    const pages = there.map((value) =>
      pivotPage(table, { rows: [...names, ...rows], columns: ['engine'], value }),
    )
    return [...new Set(pages)]
  }
}

/** Rows that differ in the configuration alone as one, with their number. */
export const countedRows: Layout = (table) => {
  const about = ['n_neighbors', 'metric', 'weights']
  const kept = keepColumns(table, (i) => !about.includes(table.columns[i].key))
  const groups = groupRows(
    kept.rows,
    kept.columns.map((_, i) => i),
  )
  const count = {
    key: 'cells',
    title: 'rows',
    kind: 'number',
    unit: 'count',
    priority: 0,
    breaks: 'spaces',
  } as const
  return [
    {
      ...kept,
      columns: [...kept.columns, count],
      rows: groups.map((rows) => [...rows[0], number(rows.length, blank('none'))]),
      notes: [...kept.notes, 'rows: how many rows of the CSV say the same, each of another configuration.'],
    },
  ]
}
