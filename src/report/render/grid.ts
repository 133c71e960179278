import picocolors from 'picocolors'
import type { Cell, Column, RenderOptions, Table } from '../table.ts'
import { escapeText } from './escape.ts'
import { type Fit, fitColumns } from './fit-columns.ts'
import { Footnotes } from './footnotes.ts'
import { cellTexts } from './format-column.ts'
import { rowLines } from './row-lines.ts'
import { type Breaks, displayWidth, hangingText, wordsOf, wrapText } from './wrap-text.ts'

const INDENT = '  '

/** Header, rows, footnotes and the names of columns that found no room; without title and notes. */
export function renderGrid(table: Table, options: RenderOptions): string {
  if (table.rows.length === 0) return `${INDENT}(no rows)`
  const texts = cellTexts(table)
  const fit = fitTable(table, texts, options.width - INDENT.length)
  const shown = [...fit.widths.keys()]
  const marked = markTexts(table, texts, shown)
  return [
    ...gridLines(table, marked.columns, fit, options),
    ...renderFootnotes(marked.footnotes, options),
    ...renderDropped(table, fit, options),
  ].join('\n')
}

interface MarkedTexts {
  /** By column index; each holds the texts of its rows. */
  readonly columns: ReadonlyMap<number, readonly string[]>
  readonly footnotes: Footnotes
}

/** Texts of the shown columns with footnote marks, numbered row by row; numbers stay aligned before their marks. */
function markTexts(
  { columns, rows }: Table,
  texts: readonly (readonly string[])[],
  shown: readonly number[],
): MarkedTexts {
  const footnotes = new Footnotes()
  const marks = rows.map((row) => shown.map((i) => footnotes.mark(row[i])))
  const marked = shown.map((i, column): [number, string[]] => {
    const ofColumn = marks.map((row) => row[column])
    const width = columns[i].kind === 'number' ? largest(ofColumn.map(displayWidth)) : 0
    return [i, texts[i].map((text, r) => text + ofColumn[r].padEnd(width))]
  })
  return { columns: new Map(marked), footnotes }
}

function gridLines(table: Table, texts: MarkedTexts['columns'], fit: Fit, options: RenderOptions): string[] {
  const shown = [...texts.keys()]
  const paint = painter(options)
  const header = shown.map((i) =>
    paint.header(wrapped(escapeText(table.columns[i].title), fit.widths.get(i), table.columns[i])),
  )
  const rows = table.rows.map((row, r) =>
    shown.map((i) =>
      paint.cell(wrapped(texts.get(i)?.[r] ?? '', fit.widths.get(i), table.columns[i]), row[i]),
    ),
  )
  const all = [header, ...rows]
  const columns = shown.map((i, column) => ({
    width: largest(all.map((row) => textWidth(row[column]))),
    alignment: alignment(table.columns[i]),
  }))
  return all.flatMap((row) => rowLines(row, columns, fit.gap)).map((line) => (INDENT + line).trimEnd())
}

/** The widest line of a wrapped text. */
function textWidth(text: string): number {
  return largest(text.split('\n').map(displayWidth))
}

function fitTable(table: Table, texts: readonly (readonly string[])[], width: number): Fit {
  const all = table.columns.map((_, i) => i)
  const marked = markTexts(table, texts, all).columns
  const widths = table.columns.map(({ title: unsafe, kind, priority, breaks }, i) => {
    const title = escapeText(unsafe)
    const cells = [title, ...new Set(marked.get(i))]
    const natural = largest(cells.map(displayWidth))
    const longest = (at: Breaks) => largest(cells.map((cell) => longestWord(cell, at)))
    if (kind === 'text') {
      const least = longest(breaks === 'hyphens-at-last' ? 'spaces' : breaks)
      return { natural, least, tight: longest(breaks), priority }
    }
    // Numbers are never broken; their title may be, between its words.
    const numbers = largest(cells.slice(1).map(displayWidth))
    return { natural, least: natural, tight: Math.max(numbers, longestWord(title, breaks)), priority }
  })
  return fitColumns(widths, width)
}

/** Not Math.max(...): a table of samples has more rows than a call may have arguments. */
function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0)
}

function longestWord(text: string, breaks: Breaks): number {
  return largest(wordsOf(text, breaks).map((word) => displayWidth(word.trimEnd())))
}

function wrapped(text: string, width: number | undefined, { breaks }: Column): string {
  return wrapText(text, width ?? Number.POSITIVE_INFINITY, breaks).join('\n')
}

function alignment(column: Column): 'left' | 'right' {
  return column.kind === 'number' ? 'right' : 'left'
}

function renderFootnotes(footnotes: Footnotes, { width }: RenderOptions): string[] {
  return footnotes.list().map(({ mark, note }) => hangingText(`${INDENT}${mark} `, escapeText(note), width))
}

function renderDropped(
  { columns }: Table,
  { dropped, whole_width }: Fit,
  { width, sink }: RenderOptions,
): string[] {
  if (dropped.length === 0) return []
  const titles = dropped.map((index) => escapeText(columns[index].title)).join(', ')
  const more = sink === 'file' ? `set COLUMNS=${whole_width + INDENT.length}` : 'widen the terminal'
  return [hangingText(INDENT, `not shown at ${width} columns: ${titles} (${more}, or --format csv)`, width)]
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
