import { noteTexts, type Renderer, type Table } from '../table.ts'
import { escapeLatex } from './escape-latex.ts'
import { Footnotes, footnoteOf } from './footnotes.ts'
import { type LatexColumn, LINE_LETTERS, latexColumns } from './latex-columns.ts'
import { observationWords } from './observation-words.ts'

/** Lines of cells on one page, below the caption and above the notes. */
const PAGE_LINES = 42
/** Half a letter of `\footnotesize`: `\tabcolsep` stands on both sides. */
const SPACE_PT = 2
/** LaTeX gives up on more than 18 floats that wait for a page (2014 and before). */
const TABLES_WAITING = 10

/**
 * Floats for `\input` into a document that loads booktabs and nothing else. A table longer than a page goes on in the next
 * float; one wider than a page leaves out what a narrow terminal would, and says so.
 */
export const latexRenderer: Renderer = {
  format: 'latex',
  render(tables) {
    return `${BOOKTABS}\n${latexFloats(tables).join('\n')}`
  },
}

export const BOOKTABS = '% Needs \\usepackage{booktabs}.'

/** Each table as its floats, with a label of its own. */
export function latexFloats(tables: readonly Table[]): string[] {
  let floats = 0
  return tables.map((table, i) => {
    const earlier = tables.slice(0, i).filter(({ name }) => name === table.name).length
    const pages = latexTable(table, `tab:${table.name}${earlier === 0 ? '' : `-${earlier + 1}`}`)
    return pages
      .map((float) => `${float}\n${++floats % TABLES_WAITING === 0 ? '\\clearpage\n' : ''}`)
      .join('\n')
  })
}

/** A table as one float, or as many as it needs pages; the first has the label and the notes. */
function latexTable(table: Table, label: string): string[] {
  const { shown, gap, notes: widthNotes } = latexColumns(table)
  const notes = [observationWords(table), ...noteTexts(table), ...widthNotes]
  const pages = pagesOf(table, shown, linesOf(notes))
  return pages.map((rows, page) =>
    latexFloat(table, shown, {
      rows,
      gap,
      caption: [
        `\\caption{${escapeLatex(table.title)}${pages.length === 1 ? '' : ` (part ${page + 1} of ${pages.length})`}}`,
        ...(page === 0 ? [`\\label{${label}}`] : []),
      ],
      notes: page === 0 ? notes : [],
    }),
  )
}

interface Page {
  readonly rows: readonly number[]
  readonly gap: number
  readonly caption: readonly string[]
  readonly notes: readonly string[]
}

function latexFloat(
  table: Table,
  shown: readonly LatexColumn[],
  { rows, gap, caption, notes }: Page,
): string {
  const footnotes = new Footnotes()
  const lines = rows.map((r) => line(shown.map((column) => markedCell(table, column, r, footnotes))))
  const marked = footnotes.list().map(({ number, note }) => `${superscript(number)}~${escapeLatex(note)}`)
  const below = [...marked, ...notes.map(escapeLatex)]
  return [
    '\\begin{table}[htbp]',
    '\\centering\\footnotesize',
    ...caption,
    `\\setlength{\\tabcolsep}{${gap * SPACE_PT}pt}`,
    `\\begin{tabular}{@{}${shown.map(({ spec }) => spec).join('')}@{}}`,
    '\\toprule',
    line(shown.map(({ header }) => header)),
    '\\midrule',
    ...(rows.length === 0 ? [`\\multicolumn{${shown.length}}{@{}l@{}}{(no rows)} \\tabularnewline`] : lines),
    '\\bottomrule',
    '\\end{tabular}',
    ...(below.length === 0
      ? []
      : ['', '\\smallskip', `\\parbox{\\linewidth}{\\raggedright ${below.join('\\par\n')}}`]),
    '\\end{table}',
  ].join('\n')
}

/** `\\raggedright` of a broken cell takes the usual end of a row for its own. */
function line(cells: readonly string[]): string {
  return `${cells.join(' & ')} \\tabularnewline`
}

/** Beside a number, before what fills it, the mark takes no room, so that the numbers stay aligned. */
function markedCell(table: Table, column: LatexColumn, row: number, footnotes: Footnotes): string {
  const number = footnotes.number(table.rows[row][column.index])
  const cell = column.cells[row]
  if (number === undefined) return cell
  const mark = superscript(number)
  if (table.columns[column.index].kind === 'number')
    return cell.replace(/(\\phantom\{[.0]+\})?$/u, (filling) => `\\rlap{${mark}}${filling}`)
  return cell + mark
}

function superscript(number: number): string {
  return `\\textsuperscript{${number}}`
}

function linesOf(notes: readonly string[]): number {
  return notes.reduce((lines, note) => lines + Math.ceil(note.length / LINE_LETTERS), 0)
}

/** Rows by page, as few pages as can be and one even without rows; all about as long, the notes of the first included. */
function pagesOf(table: Table, shown: readonly LatexColumn[], noteLines: number): number[][] {
  const rows = table.rows.map((row, r) => ({
    lines: shown.reduce((most, { lines }) => Math.max(most, lines[r]), 1),
    footnotes: shown.flatMap(({ index }) => footnoteOf(row[index]) ?? []),
  }))
  const fullest = fillPages(rows, noteLines, PAGE_LINES)
  for (let height = 1; height < PAGE_LINES; height++) {
    const pages = fillPages(rows, noteLines, height)
    if (pages.length === fullest.length) return pages
  }
  return fullest
}

interface RowSize {
  readonly lines: number
  readonly footnotes: readonly string[]
}

/** Each page as full as `height` lets it be; a footnote takes its lines once on each page. */
function fillPages(rows: readonly RowSize[], noteLines: number, height: number): number[][] {
  const pages: number[][] = [[]]
  let filled = noteLines
  let below = new Set<string>()
  for (const [row, { lines, footnotes }] of rows.entries()) {
    const added = () => lines + linesOf([...new Set(footnotes)].filter((note) => !below.has(note)))
    if (pages[pages.length - 1].length > 0 && filled + added() > height) {
      pages.push([])
      filled = 0
      below = new Set()
    }
    pages[pages.length - 1].push(row)
    filled += added()
    for (const note of footnotes) below.add(note)
  }
  return pages
}
