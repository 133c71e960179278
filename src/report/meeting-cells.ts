import { InputError } from '../config/input-error.ts'
import { cellWords } from './cell-words.ts'
import { groupRows } from './group-rows.ts'
import type { Cell, Table } from './table.ts'

/** Refuses rows that are the same in the columns of `keys`: names the further columns that would part them. */
export function refuseMeeting(table: Table, keys: readonly number[]): void {
  const [meeting] = groupRows(table.rows, keys).filter((rows) => rows.length > 1)
  if (meeting === undefined) return
  const named = (columns: readonly number[], row: readonly Cell[]) =>
    columns.map((i) => `${table.columns[i].key}=${cellWords(row[i])}`)
  const place = named(keys, meeting[0]).join(', ')
  const parting = partingColumns(table, keys)
  const words = parting.map((i) => table.columns[i].key).join(', ')
  throw new InputError({
    found: `${meeting.length} rows of table ${table.name} meet in the cell ${place}: they ${parting.length === 0 ? 'are the same in every column' : `differ in ${words}`}.`,
    fix:
      parting.length === 0
        ? 'Such a table cannot be pivoted by these columns.'
        : `Add ${parting.length === 1 ? 'it' : 'these'} to --rows or --columns, or keep one value each: ${named(
            parting,
            meeting[0],
          )
            .map((filter) => `--filter ${filter}`)
            .join(' ')}`,
  })
}

/** The first columns that make every row its own cell: names before measured numbers, as they stand in the table. */
function partingColumns({ columns, rows }: Table, keys: readonly number[]): number[] {
  const isName = (i: number) => columns[i].kind === 'text' || columns[i].unit === 'none'
  const others = columns.map((_, i) => i).filter((i) => !keys.includes(i))
  const candidates = [...others.filter(isName), ...others.filter((i) => !isName(i))]
  let chosen: number[] = []
  let parts = groupRows(rows, keys).length
  for (const column of candidates) {
    if (parts === rows.length) return chosen
    const further = groupRows(rows, [...keys, ...chosen, column]).length
    if (further > parts) chosen = [...chosen, column]
    parts = further
  }
  return parts === rows.length ? chosen : []
}
