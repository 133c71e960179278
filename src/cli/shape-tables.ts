import { InputError } from '../config/input-error.ts'
import { filterTables, parseFilter } from '../report/filter-rows.ts'
import { joinLedgers } from '../report/join-ledgers.ts'
import { type Pivot, pivotTable } from '../report/pivot-table.ts'
import type { Table } from '../report/table.ts'

/** The options of `report` that change what a table shows. */
export interface ShapeOptions {
  readonly filter?: readonly string[]
  readonly rows?: string
  readonly columns?: string
  readonly value?: string
}

export function isShaped({ filter, rows, columns, value }: ShapeOptions): boolean {
  return [filter, rows, columns, value].some((option) => option !== undefined)
}

/** The tables of one ledger or of several together, filtered and then pivoted as the options say. */
export function shapeTables(
  names: readonly string[],
  ledgers: readonly { readonly ledger: string; readonly tables: readonly Table[] }[],
  options: ShapeOptions,
): Table[] {
  const tables = names.map((_, i) =>
    ledgers.length === 1
      ? ledgers[0].tables[i]
      : joinLedgers(ledgers.map(({ ledger, tables: own }) => ({ ledger, table: own[i] }))),
  )
  const filtered = filterTables(tables, (options.filter ?? []).map(parseFilter))
  const pivot = pivotOf(options, tables)
  return pivot === undefined ? filtered : filtered.map((table) => pivotTable(table, pivot))
}

function pivotOf({ rows, columns, value }: ShapeOptions, tables: readonly Table[]): Pivot | undefined {
  if (rows === undefined && columns === undefined && value === undefined) return undefined
  if (tables.length > 1)
    throw new InputError({
      found: `--rows, --columns and --value pivot one table, not ${tables.length}.`,
      fix: 'Name one with --table.',
    })
  if (rows === undefined || columns === undefined || value === undefined)
    throw new InputError({
      found: 'a pivoted table needs --rows KEYS, --columns KEYS and --value KEY.',
      fix: `Columns of table ${tables[0].name}: ${tables[0].columns.map(({ key }) => key).join(', ')}`,
    })
  return { rows: rows.split(','), columns: columns.split(','), value }
}
