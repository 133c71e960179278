import { cellWords } from './cell-words.ts'
import { groupRows } from './group-rows.ts'
import { knownColumn } from './known-column.ts'
import { refuseMeeting } from './meeting-cells.ts'
import { isAbout } from './note.ts'
import { type Cell, type Column, missing, type Table } from './table.ts'

/** Keys of columns: those that name a row of the pivoted table, those that name a column, and the one that is shown. */
export interface Pivot {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly value: string
}

/**
 * A tidy table as a matrix: a row for each combination of `rows`, a column for each of `columns`, both in the order in
 * which they are met. A cell holds the one value of its combination: where none is, it is missing; where two meet, an
 * error names the columns that would part them. Nothing is averaged.
 */
export function pivotTable(table: Table, pivot: Pivot): Table {
  const across = pivot.rows.map((key) => knownColumn(table, key, '--rows'))
  const down = pivot.columns.map((key) => knownColumn(table, key, '--columns'))
  const value = knownColumn(table, pivot.value, '--value')
  refuseMeeting(table, [...across, ...down])
  const heads = groupRows(table.rows, down)
  const lines = groupRows(table.rows, across)
  const headOf = new Map(heads.flatMap((head) => head.map((row): [Row, Group] => [row, head])))
  const lineCells = (line: Group): Cell[] => {
    const found = new Map(line.map((row) => [headOf.get(row), alone(row[value])]))
    return heads.map((head) => found.get(head) ?? missing('the table has no such row'))
  }
  const { title } = table.columns[value]
  return {
    ...table,
    title: `${table.title}: ${title} by ${down.map((i) => table.columns[i].title).join(' and ')}`,
    columns: [
      ...across.map((i) => ({ ...table.columns[i], priority: 0 })),
      ...heads.map((head) => headColumn(table, { head, down, value })),
    ],
    rows: lines.map((line) => [...across.map((i) => line[0][i]), ...lineCells(line)]),
    notes: table.notes.filter((note) => isAbout(note, [...pivot.rows, ...pivot.columns, pivot.value])),
  }
}

/** The cell that said why it is missing is no longer beside it. */
function alone(cell: Cell): Cell {
  return cell.kind === 'missing' ? missing(cell.reason) : cell
}

type Row = readonly Cell[]
type Group = readonly Row[]

interface Head {
  readonly head: Group
  readonly down: readonly number[]
  readonly value: number
}

/** `engine=ts-brute` for machines, `ts-brute` for people, who need the name of a number beside it. */
function headColumn({ columns }: Table, { head, down, value }: Head): Column {
  const [row] = head
  const named = (i: number) => {
    const words = cellWords(row[i]) || '–'
    return row[i].kind === 'text' ? words : `${columns[i].title} = ${words}`
  }
  return {
    ...columns[value],
    key: down.map((i) => `${columns[i].key}=${cellWords(row[i])}`).join(','),
    title: down.map(named).join(', '),
    priority: 1,
    quantity: columns[value].key,
  }
}
