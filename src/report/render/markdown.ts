import type { CaseDocument, ReportDocument } from '../document.ts'
import { type Column, noteTexts, type Renderer, type Table } from '../table.ts'
import { escapeMarkdown, escapeMarkdownLine } from './escape-markdown.ts'
import { Footnotes } from './footnotes.ts'
import { cellTexts } from './format-column.ts'
import { observationWords } from './observation-words.ts'

/** Tables as GitHub shows them: every column, numbers scaled and rounded, footnotes in a list below. */
export const markdownRenderer: Renderer = {
  format: 'markdown',
  render(tables) {
    return tables.map((table) => `${markdownTable(table)}\n`).join('\n')
  },
}

/** The whole report: a heading a case. */
export function markdownReport(document: ReportDocument): string {
  const { title, size, lead, cases, left_out, warnings, closing } = document
  const blocks = [
    `# ${escapeMarkdown(title)}`,
    escapeMarkdownLine(size),
    list(lead),
    ...cases.flatMap(caseBlocks),
    ...(left_out.length === 0 ? [] : ['## Left out', list(left_out)]),
    ...(warnings.length === 0 ? [] : ['## Warnings', list(warnings)]),
    ...closing.map(escapeMarkdownLine),
  ]
  return `${blocks.join('\n\n')}\n`
}

function caseBlocks({ title, facts, table, alarms, sentences }: CaseDocument): string[] {
  const wrong = alarms.flatMap(({ lead, sentence, proof }) => [
    `**${escapeMarkdown(lead)}** ${escapeMarkdown(sentence)}`,
    ...(proof === undefined ? [] : [escapeMarkdownLine(proof)]),
  ])
  return [
    `## ${escapeMarkdown(title)}`,
    escapeMarkdownLine(facts.join(' · ')),
    markdownGrid(table),
    ...wrong,
    ...(sentences.length === 0 ? [] : [list(sentences)]),
  ]
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${escapeMarkdownLine(item)}`).join('\n')
}

/** A heading, what one observation is, the grid, its footnotes and notes. */
function markdownTable(table: Table): string {
  return [
    `## ${escapeMarkdown(table.title)}`,
    escapeMarkdownLine(observationWords(table)),
    markdownGrid(table),
    ...noteTexts(table).map(escapeMarkdownLine),
  ].join('\n\n')
}

/** Header, rows and footnotes alone. */
function markdownGrid(table: Table): string {
  const { columns, rows } = table
  if (rows.length === 0) return '(no rows)'
  const texts = cellTexts(table)
  const footnotes = new Footnotes()
  const lines = rows.map((row, r) =>
    line(row.map((cell, i) => escapeMarkdown(texts[i][r]) + footnotes.mark(cell))),
  )
  const header = [line(columns.map(({ title }) => escapeMarkdown(title))), line(columns.map(rule))]
  const notes = footnotes.list().map(({ mark, note }) => `- ${mark} ${escapeMarkdown(note)}`)
  return [...header, ...lines, ...(notes.length === 0 ? [] : ['', ...notes])].join('\n')
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function rule({ kind }: Column): string {
  return kind === 'number' ? '---:' : ':---'
}
