import type { Article } from '../document.ts'
import { isFoldsOnly } from '../folds-only.ts'
import { joinLedgers } from '../join-ledgers.ts'
import { methodsArticle } from '../methods/methods.ts'
import type { Provenance } from '../methods/provenance.ts'
import type { Results } from '../results.ts'
import type { Table } from '../table.ts'
import { TABLES } from '../tables/index.ts'
import { PAPER_TABLES } from './paper-tables.ts'

/** What a paper takes from one ledger, so that its records need not stay in memory with those of the next. */
export interface PaperLedger {
  readonly name: string
  readonly study: string
  readonly methods: Article
  readonly content: 'answers' | 'times'
  /** Which kinds of cases the study has. */
  readonly cases: readonly ('holdouts' | 'folds')[]
  /** In the order of `PAPER_TABLES`. */
  readonly tables: readonly Table[]
}

export function paperLedger(results: Results, name: string, provenance: Provenance): PaperLedger {
  const content = results.plan === undefined ? 'answers' : 'times'
  const tables = PAPER_TABLES.map(({ table }) => TABLES[table].make(results))
  const told = tables.filter(
    ({ rows }, i) => rows.length > 0 && (content === 'times' || PAPER_TABLES[i].of === 'answers'),
  )
  return {
    name,
    study: results.study.name,
    methods: methodsArticle(results, provenance, told),
    content,
    cases: [
      ...(isFoldsOnly(results) ? [] : ['holdouts' as const]),
      ...(results.folds.length === 0 ? [] : ['folds' as const]),
    ],
    tables,
  }
}

/** Each table of a paper, of all its ledgers together. */
export function paperTables(ledgers: readonly PaperLedger[]): Table[] {
  const [first] = ledgers
  if (ledgers.length === 1) return [...first.tables]
  return first.tables.map((_, i) =>
    joinLedgers(ledgers.map(({ name, tables }) => ({ ledger: name, table: tables[i] }))),
  )
}
