import picocolors from 'picocolors'
import { noteTexts, type Renderer, type RenderOptions, type Table } from '../table.ts'
import { escapeText } from './escape.ts'
import { renderGrid } from './grid.ts'
import { observationWords } from './observation-words.ts'
import { hangingText } from './wrap-text.ts'

/**
 * Tables as people read them: numbers scaled and rounded, doubt as footnotes, no line wider than asked
 * where it can be helped.
 */
export const terminalRenderer: Renderer = {
  format: 'terminal',
  render(tables, options) {
    return tables.map((table) => `${renderTable(table, options)}\n`).join('\n')
  },
}

function renderTable(table: Table, options: RenderOptions): string {
  const colors = picocolors.createColors(options.color === 'color')
  const heading = hangingText('', escapeText(table.title), options.width)
  const unit = hangingText('', escapeText(observationWords(table)), options.width)
  return [
    colors.bold(heading),
    colors.dim(unit),
    '',
    renderGrid(table, options),
    ...renderNotes(table, options),
  ].join('\n')
}

function renderNotes(table: Table, { width }: RenderOptions): string[] {
  const notes = noteTexts(table)
  if (notes.length === 0) return []
  return ['', ...notes.map((note) => hangingText('  ', escapeText(note), width))]
}
