import type { Cell, Table } from '../table.ts'
import { escapeLatex } from './escape-latex.ts'
import { type ColumnWidth, fitColumns } from './fit-columns.ts'
import { cellTexts } from './format-column.ts'
import { latexNumbers } from './latex-numbers.ts'
import { type Breaks, displayWidth, wordsOf, wrapText } from './wrap-text.ts'

/** About as many letters of `\footnotesize` fit between the margins of a default `article`. */
export const LINE_LETTERS = 80
/** An average letter of Computer Modern. */
const EM_PER_LETTER = 0.5

/** A column as it stands in a `tabular`. */
export interface LatexColumn {
  readonly index: number
  readonly header: string
  /** `l`, `r`, or `p{…}` for texts that must be broken. */
  readonly spec: string
  /** By row, without footnote marks. */
  readonly cells: readonly string[]
  /** By row, as many lines as the cell takes. */
  readonly lines: readonly number[]
}

export interface LatexColumns {
  readonly shown: readonly LatexColumn[]
  /** Letters between two columns. */
  readonly gap: number
  /** What became of the columns that found no room. */
  readonly notes: readonly string[]
}

/**
 * The columns that a page has room for. Where it has not enough, those that say the same in every row go into a note
 * first, and then columns go by the priorities that a narrow terminal goes by.
 */
export function latexColumns(table: Table): LatexColumns {
  const columns = cellTexts(table).map((texts, i) => draft(table, i, texts))
  const isTooWide = fitColumns(columns, LINE_LETTERS).dropped.length > 0
  const isSame = (column: Draft) => isConstant(column, table.rows)
  const same = isTooWide && table.rows.length > 1 ? columns.filter(isSame) : []
  const rest = columns.filter((column) => !same.includes(column))
  const { widths, gap, dropped } = fitColumns(rest, LINE_LETTERS)
  const gone = dropped.map((i) => rest[i].title)
  return {
    gap,
    shown: [...widths].map(([i, width]) => rest[i].make(width)),
    notes: [
      ...(same.length === 0
        ? []
        : [`The same in every row: ${same.map(({ title, texts }) => `${title} ${texts[0]}`).join(', ')}.`]),
      ...(gone.length === 0 ? [] : [`Not shown for want of width: ${gone.join(', ')}.`]),
    ],
  }
}

interface Draft extends ColumnWidth {
  readonly index: number
  readonly title: string
  readonly texts: readonly string[]
  make(width: number): LatexColumn
}

function draft({ columns }: Table, index: number, texts: readonly string[]): Draft {
  const { kind, title, priority } = columns[index]
  if (kind === 'number') {
    const { cells, unit, width: least } = latexNumbers(texts)
    const header = unit === undefined ? title : `${title} (${unit})`
    const narrow = (breaks: Breaks) => Math.max(least, longest(wordsIn(header, breaks)))
    const widths = {
      natural: Math.max(letters(header), least),
      least: narrow('spaces'),
      tight: narrow('hyphens'),
    }
    const lines = cells.map(() => 1)
    const make = (width: number) => ({ index, header: stacked(header, width), spec: 'r', cells, lines })
    return { ...widths, priority, index, title, texts, make }
  }
  const natural = longest([title, ...texts])
  const least =
    kind === 'interval' ? natural : longest([title, ...texts].flatMap((text) => wordsIn(text, 'spaces')))
  const make = (width: number) => textColumn({ index, header: escapeLatex(title) }, texts, width)
  return { natural, least, tight: least, priority, index, title, texts, make }
}

function textColumn(
  named: Pick<LatexColumn, 'index' | 'header'>,
  texts: readonly string[],
  width: number,
): LatexColumn {
  const isBroken = longest(texts) > width
  return {
    ...named,
    spec: isBroken ? `p{${(width * EM_PER_LETTER).toFixed(1)}em}` : 'l',
    cells: texts.map((text) => (isBroken ? `\\raggedright ${escapeLatex(text)}` : escapeLatex(text))),
    lines: texts.map((text) => wrapText(text, width).length),
  }
}

/** A header of several lines where it is wider than its numbers; after hyphens only where spaces are not enough. */
function stacked(header: string, width: number): string {
  if (letters(header) <= width) return escapeLatex(header)
  const breaks = longest(wordsIn(header, 'spaces')) <= width ? 'spaces' : 'hyphens'
  return `\\shortstack[r]{${wrapText(header, width, breaks).map(escapeLatex).join('\\\\')}}`
}

function wordsIn(text: string, breaks: Breaks): string[] {
  return wordsOf(text, breaks).map((word) => word.trimEnd())
}

/** Whether one text says all that the column does; a footnote of a single cell would be lost. */
function isConstant({ index, texts }: Draft, rows: readonly (readonly Cell[])[]): boolean {
  return rows.every((row, r) => texts[r] === texts[0] && !isNoted(row[index]))
}

function isNoted(cell: Cell): boolean {
  return cell.kind === 'missing' ? cell.footnote === 'shown' : cell.note !== undefined
}

/** Capitals of Computer Modern are nearly half as wide again as its digits. */
const CAPITAL = 1.45

/** Width of a text in letters of the width of a digit. */
function letters(text: string): number {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0
  return Math.ceil(displayWidth(text) + capitals * (CAPITAL - 1))
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, letters(text)), 0)
}
