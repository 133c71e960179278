import {
  blank,
  type Cell,
  type Column,
  missing,
  number,
  type Table,
  text,
  textColumn,
  type Unit,
} from '../table.ts'
import { configurationOf, isSelecting, isShared, type JoinedRow, joinRows, KEYS } from './joined-rows.ts'

/** Texts that are results. */
const RESULT_TEXTS: readonly string[] = [
  'status',
  'grade',
  'verdict',
  'verdicts',
  'answers',
  'finding',
  'selected',
]
/** Numbers that are measured or scored; counts and sizes of the data are not. */
const MEASURED: readonly Unit[] = ['ns', 'bytes', 'growth', 'ratio', 'per-second', 'share', 'score', 'p']
/** Of these `new / old` means something; scores and shares are read as they are. */
const WITH_RATIO: readonly Unit[] = ['ns', 'bytes', 'ratio', 'per-second']

/**
 * The same table of a ledger and of its reproduction as one: of each measured column the old value, the new one and,
 * where it has a meaning, their ratio. Rows are those of the reproduction, in its order; where engines share a row here
 * and did not in the ledger, or the other way round, each has its own old values. Undefined where the table measures
 * nothing.
 */
export function joinReproduced(old: Table, now: Table): Table | undefined {
  const keys = columnsWhere(now, ({ key }) => KEYS.includes(key))
  const results = columnsWhere(now, isResult)
  if (results.length === 0) return undefined
  return {
    ...now,
    name: `reproduction-${now.name}`,
    title: `Old and new of: ${now.title}`,
    columns: [
      ...keys.map((at) => now.columns[at]),
      ...(isSelecting(now) ? [textColumn('selection', 'selection', 0)] : []),
      ...results.flatMap((at) => resultColumns(now.columns[at])),
    ],
    rows: joinRows(old, now).map((joined) => {
      const { row, partner } = joined
      const values = results.flatMap((at) => {
        const before = partner?.[columnAt(old, now.columns[at].key)]
        return resultCells(now.columns[at], before ?? missing('not in the ledger'), row[at])
      })
      const selection = isSelecting(now) ? [selectionCell(joined, { old, now })] : []
      return [...keys.map((at) => row[at]), ...selection, ...values]
    }),
    notes: [
      ...now.notes,
      ...(isSelecting(now)
        ? [
            'selection: whether the same configuration is selected here; where not, old and new are of different ones.',
          ]
        : []),
      ...(now.columns.some(isShared)
        ? ['Here engines share a row where they share one in both ledgers.']
        : []),
      'old: in the ledger; new: here. Ratios are new / old of what is shown: descriptive, and whatever differs between the environments is in them.',
    ],
  }
}

/** Whether a row is about the configuration that was selected in the ledger, and which one that was. */
function selectionCell(
  { row, partner }: JoinedRow,
  { old, now }: { readonly old: Table; readonly now: Table },
): Cell {
  if (partner === undefined) return missing('not in the ledger')
  const [before, after] = [configurationOf(partner, old), configurationOf(row, now)]
  if (before === after) return before === undefined ? blank('not one configuration') : text('same')
  return text(`${before ?? 'none'} → ${after ?? 'none'}`)
}

function isResult({ key, kind, unit }: Column): boolean {
  if (KEYS.includes(key)) return false
  return kind === 'text' ? RESULT_TEXTS.includes(key) : kind === 'number' && MEASURED.includes(unit)
}

function columnsWhere({ columns }: Table, isWanted: (column: Column) => boolean): number[] {
  return columns.flatMap((column, at) => (isWanted(column) ? [at] : []))
}

function columnAt({ columns }: Table, key: string): number {
  return columns.findIndex((column) => column.key === key)
}

function resultColumns(column: Column): Column[] {
  const part = (name: 'old' | 'new'): Column => ({
    ...column,
    key: `${column.key}_${name}`,
    title: `${column.title} ${name}`,
    quantity: column.quantity ?? column.key,
  })
  const pair = [part('old'), part('new')]
  if (!WITH_RATIO.includes(column.unit)) return pair
  const { quantity, ...plain } = column
  return [...pair, { ...plain, key: `${column.key}_ratio`, title: 'new / old', unit: 'ratio' }]
}

function resultCells({ unit }: Column, old: Cell, now: Cell): Cell[] {
  if (!WITH_RATIO.includes(unit)) return [old, now]
  const none = blank('no value on one side')
  const ratio = old.kind === 'number' && now.kind === 'number' ? now.value / old.value : undefined
  return [old, now, number(ratio, none)]
}
