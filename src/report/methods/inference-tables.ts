import { groupBy } from '../group-by.ts'
import { listWords } from '../list-words.ts'
import { toldNotes } from '../note.ts'
import { observationWords } from '../render/observation-words.ts'
import type { Table } from '../table.ts'

/** Every table with a test or an interval in the words that stand below it, so that both cannot differ. */
export function inferenceParagraphs(tables: readonly Table[]): string[] {
  return tables.flatMap((table) => {
    const told = toldNotes(table, 'inference')
    if (told.length === 0) return []
    return [`Table ${table.name} (${table.title}). ${[observationWords(table), ...told].join(' ')}`]
  })
}

/** What tables are without; tables that say the same share a sentence. */
export function tableExclusions(tables: readonly Table[]): string[] {
  const said = tables.flatMap((table) =>
    toldNotes(table, 'exclusion').map((words) => ({ name: table.name, words })),
  )
  return [...groupBy(said, ({ words }) => words)].map(([words, all]) => {
    const names = [...new Set(all.map(({ name }) => name))]
    return `${names.length === 1 ? 'Table' : 'Tables'} ${listWords(names)}: ${words}`
  })
}
