import { type Cell, type Column, noteTexts, type Table } from '../table.ts'
import { escapeXml } from './escape-xml.ts'
import { Footnotes } from './footnotes.ts'
import { cellTexts } from './format-column.ts'
import { formatNumber } from './format-number.ts'

/** More rows than these are for CSV; a page of them would be slow to open. */
const MOST_ROWS = 2000
/** Columns from this priority on are left out in print, as at a narrow terminal. */
const EXTRA = 5
/** A longer table is closed until it is asked for. */
const LONG = 60

/** A table with its notes; `id` is unique on the page and `table.title` its name. */
export function htmlTable(table: Table, id: string): string {
  if (table.rows.length === 0) return '<p>(no rows)</p>'
  const { varying, alike } = partColumns(table)
  const notes = [...alike, ...noteTexts(table)].map((note) => `<p class="muted">${escapeXml(note)}</p>`)
  return [grid(varying, id), ...notes].join('\n')
}

/** The table without columns of little use that say the same in every row, and a sentence with what they say. */
function partColumns(table: Table): { readonly varying: Table; readonly alike: readonly string[] } {
  const [first, ...others] = table.rows
  const isAlike = table.columns.map(
    ({ priority }, i) =>
      priority >= EXTRA && others.length > 0 && others.every((row) => sameCell(row[i], first[i])),
  )
  if (!isAlike.includes(true)) return { varying: table, alike: [] }
  const keep = <T>(_: T, i: number) => !isAlike[i]
  const texts = cellTexts({ ...table, rows: [first] })
  const words = table.columns.flatMap(({ title }, i) => (isAlike[i] ? [`${title} ${texts[i][0]}`] : []))
  return {
    varying: {
      ...table,
      columns: table.columns.filter(keep),
      rows: table.rows.map((row) => row.filter(keep)),
    },
    alike: [`The same in every row: ${words.join(', ')}.`],
  }
}

/** Both without a note, and equal in what they show. */
function sameCell(a: Cell, b: Cell): boolean {
  if (!isPlain(a) || !isPlain(b)) return false
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text
  if (a.kind === 'number' && b.kind === 'number') return a.value === b.value
  return a.kind === 'missing' && b.kind === 'missing'
}

function isPlain(cell: Cell): boolean {
  return cell.kind === 'missing' ? cell.footnote === 'said-in-row' : cell.note === undefined
}

/** The same, closed where it is long. */
export function foldedTable(table: Table, id: string): string {
  if (table.rows.length <= LONG) return htmlTable(table, id)
  const rows = `${formatNumber(table.rows.length, 'count')} rows`
  const instead = `<p class="printed">${rows}, not printed.</p>`
  return `<details>\n<summary>${escapeXml(table.title)}: ${rows}</summary>\n${htmlTable(table, id)}\n</details>\n${instead}`
}

/** The grid in a box of its own that keyboards can scroll, with its footnotes below. */
function grid(table: Table, id: string): string {
  const shown = { ...table, rows: table.rows.slice(0, MOST_ROWS) }
  const texts = cellTexts(shown)
  const footnotes = new Footnotes()
  const referred = new Set<number>()
  const mark = (cell: Cell): string => {
    const number = footnotes.number(cell)
    if (number === undefined) return ''
    const anchor = referred.has(number) ? '' : ` id="${id}-to-${number}"`
    referred.add(number)
    return `<sup><a${anchor} href="#${id}-note-${number}" aria-label="note ${number}">${number}</a></sup>`
  }
  const rows = shown.rows.map((row, r) => {
    const cells = row.map((cell, i) =>
      bodyCell(table.columns[i], { cell, html: escapeXml(texts[i][r]) + mark(cell), isFirst: i === 0 }),
    )
    return `<tr>${cells.join('')}</tr>`
  })
  const notes = footnotes
    .list()
    .map(
      ({ number, note }) =>
        `<li id="${id}-note-${number}" value="${number}">${escapeXml(note)} <a href="#${id}-to-${number}" aria-label="back to the table">↩</a></li>`,
    )
  return [
    `<div class="scroll" role="group" aria-labelledby="${id}-caption" tabindex="0">`,
    `<table id="${id}"><caption id="${id}-caption" class="hidden">${escapeXml(table.title)}</caption>`,
    `<thead><tr>${table.columns.map(headerCell).join('')}</tr></thead>`,
    `<tbody>\n${rows.join('\n')}\n</tbody></table>`,
    '</div>',
    ...(notes.length === 0 ? [] : [`<ol class="footnotes">\n${notes.join('\n')}\n</ol>`]),
    ...cutNote(table),
  ].join('\n')
}

function cutNote({ name, rows }: Table): string[] {
  if (rows.length <= MOST_ROWS) return []
  const counts = `The first ${formatNumber(MOST_ROWS, 'count')} of ${formatNumber(rows.length, 'count')} rows.`
  return [
    `<p><strong>${counts}</strong> All: <code>knnbench report --table ${escapeXml(name)} --format csv</code></p>`,
  ]
}

function headerCell(column: Column): string {
  return `<th scope="col"${classes(column)}>${escapeXml(column.title)}</th>`
}

function bodyCell(
  column: Column,
  { cell, html, isFirst }: { readonly cell: Cell; readonly html: string; readonly isFirst: boolean },
): string {
  if (isFirst && column.kind === 'text') return `<th scope="row"${classes(column)}>${html}</th>`
  return `<td${classes(column, cell)}>${html}</td>`
}

/** Words that colour underlines. */
const COLORED = ['faster', 'slower', 'wrong']
/** A longer text may be broken into lines. */
const ONE_LINE = 32

function textClasses(words: string): string[] {
  return [...(words.length > ONE_LINE ? ['prose'] : []), ...COLORED.filter((known) => known === words)]
}

function classes({ kind, priority }: Column, cell?: Cell): string {
  const words = cell?.kind === 'text' ? textClasses(cell.text) : []
  const names = [...(kind === 'text' ? [] : ['number']), ...(priority >= EXTRA ? ['extra'] : []), ...words]
  return names.length === 0 ? '' : ` class="${names.join(' ')}"`
}
