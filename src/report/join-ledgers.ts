import { InputError } from '../config/input-error.ts'
import { groupBy } from './group-by.ts'
import { withText } from './note.ts'
import { type Note, noteText, type Table, text, textColumn } from './table.ts'

/** A table of one ledger and what the ledger is called. */
export interface LedgerTable {
  readonly ledger: string
  readonly table: Table
}

/**
 * The same table of several ledgers as one, with the ledger as its first column. A family and a note are each ledger's
 * own, and say so where they differ; what is one observation must be the same everywhere.
 */
export function joinLedgers(parts: readonly LedgerTable[]): Table {
  const [{ table: first }] = parts
  for (const part of parts) checkAlike(parts[0], part)
  const families = shared(
    parts.map(({ ledger, table }) => ({ ledger, sentence: table.family ?? 'none planned' })),
  )
  const notes = parts.flatMap(({ ledger, table }) => table.notes.map((sentence) => ({ ledger, sentence })))
  return {
    ...first,
    ...(parts.every(({ table }) => table.family === undefined)
      ? {}
      : { family: families.map(noteText).join('; ') }),
    columns: [textColumn('ledger', 'ledger', 0), ...first.columns],
    rows: parts.flatMap(({ ledger, table }) => table.rows.map((row) => [text(ledger), ...row])),
    notes: shared(notes, parts.length),
  }
}

interface Said {
  readonly ledger: string
  readonly sentence: Note
}

/** Each sentence once; one that not every ledger says comes with the names of those that do. */
function shared(said: readonly Said[], ledgers = said.length): Note[] {
  return [...groupBy(said, ({ sentence }) => noteText(sentence)).values()].map((alike) => {
    const [{ sentence }] = alike
    const names = alike.map(({ ledger }) => ledger)
    const words = noteText(sentence)
    return withText(sentence, names.length === ledgers ? words : `${names.join(', ')}: ${words}`)
  })
}

function checkAlike(a: LedgerTable, b: LedgerTable): void {
  if (a.table.unit_of_replication !== b.table.unit_of_replication)
    throw refusal(a, b, (table) => `one observation is a ${table.unit_of_replication}`)
  const keys = ({ columns }: Table) => columns.map(({ key, unit }) => `${key} (${unit})`).join(', ')
  if (keys(a.table) !== keys(b.table)) throw refusal(a, b, (table) => `its columns are ${keys(table)}`)
  if (a.table.title !== b.table.title) throw refusal(a, b, ({ title }) => `it is ${title}`)
}

function refusal(a: LedgerTable, b: LedgerTable, words: (table: Table) => string): InputError {
  return new InputError({
    found: `table ${a.table.name} of ${a.ledger} and of ${b.ledger} cannot be shown together: in ${a.ledger} ${words(a.table)}, in ${b.ledger} ${words(b.table)}.`,
    fix: 'Show them one at a time.',
  })
}
