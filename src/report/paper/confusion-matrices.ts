import { cellWords } from '../cell-words.ts'
import { groupBy } from '../group-by.ts'
import { groupRows } from '../group-rows.ts'
import { pivotTable } from '../pivot-table.ts'
import type { Table } from '../table.ts'
import { CASE_KEYS, type Layout } from './layouts.ts'

/** Matrices of true against predicted class; datasets with the same classes share a table. */
export const confusionMatrices: Layout = (table) => {
  const columnOf = (key: string) => table.columns.findIndex((column) => column.key === key)
  const [actual, predicted] = [columnOf('actual'), columnOf('predicted')]
  const names = table.columns.map(({ key }) => key).filter((key) => CASE_KEYS.includes(key))
  const cases = groupRows(table.rows, names.map(columnOf))
  const classesOf = (rows: Table['rows']) =>
    JSON.stringify([...new Set(rows.map((row) => cellWords(row[predicted])))])
  const alike = [...groupBy(cases, classesOf).values()]
  return alike.map((group) => {
    const rows = [...names, 'engines', 'actual']
    const pivoted = pivotTable(
      { ...table, rows: group.flat() },
      { rows, columns: ['predicted'], value: 'row_count' },
    )
    const at = rows.length
    return {
      ...pivoted,
      title: `${table.title}${alike.length === 1 ? '' : `: ${namesOf(group, columnOf('dataset'))}`}`,
      columns: pivoted.columns.map((column, i) =>
        i < at ? column : { ...column, title: `predicted ${column.title}` },
      ),
      notes: [...table.notes, `true: ${table.columns[actual].title} class; numbers are test rows.`],
    }
  })
}

function namesOf(cases: readonly Table['rows'][], dataset: number): string {
  return [...new Set(cases.map(([row]) => cellWords(row[dataset])))].join(', ')
}
