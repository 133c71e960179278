import { cellWords } from '../cell-words.ts'
import { groupBy } from '../group-by.ts'
import { groupRows } from '../group-rows.ts'
import type { Table } from '../table.ts'
import { CASE_KEYS, type Layout } from './layouts.ts'
import { pivotPage } from './pivot-page.ts'

/** Matrices of true against predicted class; datasets with the same classes share a table. */
export const confusionMatrices: Layout = (table) => {
  const columnOf = (key: string) => table.columns.findIndex((column) => column.key === key)
  const predicted = columnOf('predicted')
  const names = table.columns.map(({ key }) => key).filter((key) => CASE_KEYS.includes(key))
  const cases = groupRows(table.rows, names.map(columnOf))
  const classesOf = (rows: Table['rows']) =>
    JSON.stringify([...new Set(rows.map((row) => cellWords(row[predicted])))])
  const alike = [...groupBy(cases, classesOf).values()]
  return alike.map((group) => {
    const whose = alike.length === 1 ? '' : `: ${namesOf(group, columnOf('dataset'))}`
    const own = { ...table, title: `${table.title}${whose}`, rows: group.flat() }
    const rows = [...names, 'engines', 'actual']
    const matrix = pivotPage(own, { rows, columns: ['predicted'], value: 'row_count' })
    if (matrix === own) return own
    return {
      ...matrix,
      title: own.title,
      columns: matrix.columns.map((column, i) =>
        i < rows.length ? column : { ...column, title: `predicted ${column.title}` },
      ),
      notes: [...table.notes, 'true: the class of the row; numbers are test rows.'],
    }
  })
}

function namesOf(cases: readonly Table['rows'][], dataset: number): string {
  return [...new Set(cases.map(([row]) => cellWords(row[dataset])))].join(', ')
}
