import CliTable from 'cli-table3'
import picocolors from 'picocolors'
import type { Cell, Column, Renderer, RenderOptions, Table } from '../table.ts'
import { escapeText } from './escape.ts'
import { type Fit, fitColumns } from './fit-columns.ts'
import { Footnotes } from './footnotes.ts'
import { formatInterval, formatNumber } from './format-number.ts'
import { displayWidth, hangingText, wrapText } from './wrap-text.ts'

const INDENT = '  '
const GAP = '  '

/** Tables as people read them: numbers scaled and rounded, doubt as footnotes, no line wider than asked where it can be helped. */
export const terminalRenderer: Renderer = {
  format: 'terminal',
  render(tables, options) {
    return tables.map((table) => `${renderTable(table, options)}\n`).join('\n')
  },
}

function renderTable(table: Table, options: RenderOptions): string {
  const colors = picocolors.createColors(options.color === 'color')
  const heading = hangingText('', escapeText(table.title), options.width)
  const unit = hangingText(
    '',
    `One observation is a ${escapeText(table.unit_of_replication)}.`,
    options.width,
  )
  return [
    colors.bold(heading),
    colors.dim(unit),
    '',
    renderGrid(table, options),
    ...renderNotes(table, options),
  ].join('\n')
}

function renderNotes({ notes }: Table, { width }: RenderOptions): string[] {
  if (notes.length === 0) return []
  return ['', ...notes.map((note) => hangingText(INDENT, escapeText(note), width))]
}

/** Header, rows, footnotes and the names of columns that found no room; without title and notes. */
export function renderGrid(table: Table, options: RenderOptions): string {
  if (table.rows.length === 0) return `${INDENT}(no rows)`
  const fit = fitTable(table, options.width - INDENT.length)
  const footnotes = new Footnotes()
  const shown = table.columns.map((_, index) => index).filter((index) => fit.widths.has(index))
  const grid = new CliTable({
    chars: NO_BORDERS,
    style: PLAIN,
    colAligns: shown.map((i) => alignment(table.columns[i])),
  })
  const paint = painter(options)
  grid.push(shown.map((i) => wrapped(table.columns[i].title, fit, i)).map(paint.header))
  for (const row of table.rows) {
    grid.push(
      shown.map((i) =>
        paint.cell(wrapped(formatCell(row[i], table.columns[i]) + footnotes.mark(row[i]), fit, i), row[i]),
      ),
    )
  }
  const lines = grid
    .toString()
    .split('\n')
    .map((line) => (INDENT + line).trimEnd())
  return [...lines, ...renderFootnotes(footnotes, options), ...renderDropped(table, fit, options)].join('\n')
}

function fitTable(table: Table, width: number): Fit {
  const footnotes = new Footnotes()
  const texts = table.rows.map((row) =>
    row.map((cell, i) => formatCell(cell, table.columns[i]) + footnotes.mark(cell)),
  )
  const columns = table.columns.map((column, i) => {
    const cells = [column.title, ...texts.map((row) => row[i])]
    const natural = Math.max(...cells.map(displayWidth))
    const least = column.kind === 'text' ? Math.max(...cells.map(longestWord)) : natural
    return { natural, least, priority: column.priority }
  })
  return fitColumns(columns, width, GAP.length)
}

function longestWord(text: string): number {
  return Math.max(...text.split(' ').map(displayWidth))
}

function wrapped(text: string, fit: Fit, column: number): string {
  return wrapText(text, fit.widths.get(column) ?? Number.POSITIVE_INFINITY).join('\n')
}

function formatCell(cell: Cell, column: Column): string {
  switch (cell.kind) {
    case 'text':
      return escapeText(cell.text)
    case 'number':
      return formatNumber(cell.value, column.unit)
    case 'interval':
      return formatInterval(cell.low, cell.high, column.unit)
    case 'missing':
      return '–'
  }
}

function alignment(column: Column): 'left' | 'right' {
  return column.kind === 'number' ? 'right' : 'left'
}

function renderFootnotes(footnotes: Footnotes, { width }: RenderOptions): string[] {
  return footnotes.list().map(({ mark, note }) => hangingText(`${INDENT}${mark} `, escapeText(note), width))
}

function renderDropped(table: Table, { dropped }: Fit, { width }: RenderOptions): string[] {
  if (dropped.length === 0) return []
  const titles = dropped.map((index) => table.columns[index].title).join(', ')
  const where = `no room at ${width} columns for: ${titles} (all of them: --format csv or a wider terminal)`
  return [hangingText(INDENT, where, width)]
}

/** Words that carry a judgment get its color, whatever table they stand in. */
const TONES: Readonly<Record<string, 'green' | 'red' | 'yellow'>> = {
  faster: 'green',
  slower: 'red',
  inconclusive: 'yellow',
  'not shown': 'red',
  wrong: 'red',
}

function painter({ color }: RenderOptions) {
  const colors = picocolors.createColors(color === 'color')
  return {
    header: (text: string) => eachLine(text, colors.dim),
    cell: (text: string, cell: Cell) => {
      const tone = cell.kind === 'text' && Object.hasOwn(TONES, cell.text) ? TONES[cell.text] : undefined
      return tone === undefined ? text : eachLine(text, colors[tone])
    },
  }
}

function eachLine(text: string, paint: (line: string) => string): string {
  return text.split('\n').map(paint).join('\n')
}

const PLAIN = { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 }

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: GAP,
}
