import { expect } from 'vitest'
import type { Cell, Table } from '../../../src/report/table.ts'

/** The cell of a column in the first row whose texts are those named, such as `{ dataset: 'wine' }`. */
export function cellAt(table: Table, named: Readonly<Record<string, string>>, key: string): Cell {
  const at = (name: string) => table.columns.findIndex((column) => column.key === name)
  const row = table.rows.find((cells) =>
    Object.entries(named).every(([name, value]) => {
      const cell = cells[at(name)]
      return cell?.kind === 'text' && cell.text === value
    }),
  )
  expect(row, `a row with ${JSON.stringify(named)}`).toBeDefined()
  expect(at(key), `a column ${key}`).toBeGreaterThanOrEqual(0)
  return row?.[at(key)] ?? { kind: 'missing', reason: 'no such cell', footnote: 'shown' }
}

/** The number of that cell; fails where there is none. */
export function numberAt(table: Table, named: Readonly<Record<string, string>>, key: string): number {
  const cell = cellAt(table, named, key)
  expect(cell).toMatchObject({ kind: 'number' })
  return cell.kind === 'number' ? cell.value : 0
}
