import type { Article } from '../document.ts'
import { latexArticle, markdownArticle } from '../render/article.ts'
import { RENDERERS } from '../render/index.ts'
import type { RenderOptions, Table } from '../table.ts'
import { TABLE_NEEDS, type TableNeeds } from '../table-needs.ts'
import { emptyNote, whyNoClasses } from '../task-scores.ts'
import { letteredEngines } from './engine-groups.ts'
import { withoutEmptyColumns } from './layouts.ts'
import { mainTex } from './main-tex.ts'
import type { Paper, PaperFile } from './paper-file.ts'
import { type PaperLedger, paperTables } from './paper-ledger.ts'
import { PAPER_TABLES, type PaperTable } from './paper-tables.ts'

/** Every file of a paper but its manifest. */
export function makePaper(ledgers: readonly PaperLedger[]): Paper {
  const made = paperTables(ledgers).map((table, i) => {
    const entry = PAPER_TABLES[i]
    return { entry, table, reason: reasonToLeaveOut(entry, table, ledgers) }
  })
  const left_out = made.flatMap(({ entry, reason }) =>
    reason === undefined ? [] : [{ table: entry.table, reason }],
  )
  const kept = made
    .filter(({ reason }) => reason === undefined)
    .map(({ entry, table }) => ({ entry, table, pages: pagesOf(entry, table) }))
  const title = [...new Set(ledgers.map(({ study }) => study))].join(', ')
  return {
    left_out,
    files: [
      { path: 'main.tex', text: mainTex(kept, title, left_out) },
      ...methodsFiles(ledgers.map(({ methods }) => methods)),
      ...kept.flatMap(({ entry, table, pages }) => tableFiles(entry, table, pages)),
    ],
  }
}

function reasonToLeaveOut(
  { table, of, empty }: PaperTable,
  { rows, notes }: Table,
  ledgers: readonly PaperLedger[],
): string | undefined {
  if (of === 'times' && ledgers.every(({ content }) => content !== 'times')) return 'nothing was timed'
  if (rows.length > 0) return undefined
  const regression = whyNoClasses({ task: 'regression' })
  if (regression !== undefined && notes.includes(emptyNote(regression))) return regression
  const has = (kind: 'holdouts' | 'folds') => ledgers.some((ledger) => ledger.cases.includes(kind))
  const { cases }: TableNeeds = TABLE_NEEDS[table]
  if (cases === 'folds' && !has('folds')) return 'the study has no cross-validation'
  return cases === 'holdouts' && !has('holdouts') ? 'the study has no holdout' : empty
}

/** Pages without a row are left out: the CSV has the rows that their layout leaves to it. */
function pagesOf({ layout }: PaperTable, table: Table): Table[] {
  const pages = (layout?.(table) ?? [table]).filter(({ rows }) => rows.length > 0)
  return pages.map(withoutEmptyColumns).map(letteredEngines)
}

function methodsFiles(articles: readonly Article[]): PaperFile[] {
  return [
    { path: 'METHODS.md', text: articles.map(markdownArticle).join('\n') },
    { path: 'METHODS.tex', text: articles.map(latexArticle).join('\n') },
  ]
}

/** Files have no terminal whose width would matter. */
const IN_FILES: RenderOptions = { width: 80, color: 'plain', sink: 'file' }

function tableFiles({ table }: PaperTable, tidy: Table, pages: readonly Table[]): PaperFile[] {
  const csv = { path: `tables/${table}.csv`, table, text: RENDERERS.csv.render([tidy], IN_FILES) }
  if (pages.length === 0) return [csv]
  return [
    { path: `tables/${table}.tex`, table, text: RENDERERS.latex.render(pages, IN_FILES) },
    { path: `tables/${table}.md`, table, text: RENDERERS.markdown.render(pages, IN_FILES) },
    csv,
  ]
}
