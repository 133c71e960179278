import { CONFIGURATION_COLUMNS } from '../case-columns.ts'
import { groupBy } from '../group-by.ts'
import type { Table } from '../table.ts'
import type { TableName } from '../tables/index.ts'

/** Columns that say what a row is about; two rows with the same values in them are the same row. */
export const KEYS: readonly string[] = [
  ...['dataset', 'split', 'split_seed', 'repeat', 'fold', 'prepare', 'threads', 'task'],
  ...['engine', 'engines', 'first', 'second', 'baseline', 'arm', 'mode', 'test'],
  ...['n_neighbors', 'metric', 'weights', 'reference', 'by', 'at', 'choice', 'score'],
  ...['actual', 'predicted', 'class', 'point'],
]

type Row = Table['rows'][number]

/** Columns that name a configuration. */
const CONFIGURATION: readonly string[] = CONFIGURATION_COLUMNS.map(({ key }) => key)

/** Tables of which a row is about whatever configuration is selected, which is then a result and no name of the row. */
const SELECTING: readonly string[] = [
  'accuracy',
  'accuracy-intervals',
  'scores',
  'configurations',
  'confusion',
  'roc',
] satisfies TableName[]

/** Whether the configurations in the rows of a table were selected by their scores. */
export function isSelecting({ name }: Table): boolean {
  return SELECTING.includes(name)
}

/** The configuration of a row in words: `k = 5, euclidean, uniform`; undefined where it is of none or of several. */
export function configurationOf(row: Row, { columns }: Table): string | undefined {
  const [k, metric, weights] = CONFIGURATION.map((name) => row[columns.findIndex(({ key }) => key === name)])
  if (k?.kind !== 'number' || metric?.kind !== 'text' || weights?.kind !== 'text') return undefined
  return `k = ${k.value}, ${metric.text}, ${weights.text}`
}

/** A row of the reproduction, or the part of it that is about some of its engines, and what it was in the ledger. */
export interface JoinedRow {
  readonly row: Row
  /** Undefined where the ledger has no such row. */
  readonly partner: Row | undefined
}

/**
 * Every row of the reproduction with its row of the ledger. Which engines share a row is itself a result, so each
 * engine is looked up by itself, and engines stay together where they shared a row on both sides.
 */
export function joinRows(old: Table, now: Table): JoinedRow[] {
  const partners = groupBy(
    old.rows.flatMap((row) => enginesOf(row, old).map((engine) => ({ row, key: keyOf(row, old, engine) }))),
    ({ key }) => key,
  )
  return now.rows.flatMap((row) => {
    const found = enginesOf(row, now).map((engine) => ({
      engine,
      partner: partners.get(keyOf(row, now, engine))?.shift()?.row,
    }))
    return [...groupBy(found, ({ partner }) => partner)].map(([partner, of]) => ({
      row: withEngines(
        row,
        now,
        of.map(({ engine }) => engine),
      ),
      partner,
    }))
  })
}

/** The engines that share a row; one undefined where a table does not name them so. */
function enginesOf(row: Row, { columns }: Table): (string | undefined)[] {
  const cell = row[columns.findIndex(isShared)]
  return cell?.kind === 'text' ? cell.text.split(SEPARATOR) : [undefined]
}

function withEngines(row: Row, { columns }: Table, engines: readonly (string | undefined)[]): Row {
  return row.map((cell, at) =>
    isShared(columns[at]) && cell.kind === 'text' ? { ...cell, text: engines.join(SEPARATOR) } : cell,
  )
}

/** No name of an engine has a comma. */
const SEPARATOR = ', '

/** Whether a column names all engines of its row; `engines` may also be a number of them. */
export function isShared({ key, kind }: Table['columns'][number]): boolean {
  return key === 'engines' && kind === 'text'
}

function keyOf(row: Row, table: Table, engine: string | undefined): string {
  const { columns } = table
  const isResult = (key: string) => isSelecting(table) && CONFIGURATION.includes(key)
  const values = row.flatMap((cell, at) => {
    const { key } = columns[at]
    if (!KEYS.includes(key) || isResult(key)) return []
    const value = cell.kind === 'text' ? cell.text : cell.kind === 'number' ? cell.value : null
    return [[key, isShared(columns[at]) ? (engine ?? null) : value]]
  })
  return JSON.stringify(values)
}
