import type { Renderer, Table } from '../table.ts'
import { escapeXml } from './escape-xml.ts'
import { htmlPage } from './html-page.ts'
import { htmlTable } from './html-table.ts'
import { observationWords } from './observation-words.ts'

/** Tables as a page that needs nothing else: every column, footnotes linked, numbers scaled and rounded. */
export const htmlRenderer: Renderer = {
  format: 'html',
  render(tables) {
    const title = tables.map((table) => table.title).join(' · ')
    return htmlPage({ title, body: ['<main id="main">', ...tables.map(tableSection), '</main>'] })
  },
}

function tableSection(table: Table): string {
  const id = `table-${escapeXml(table.name)}`
  return `<h1>${escapeXml(table.title)}</h1>\n<p class="muted">${escapeXml(observationWords(table))}</p>\n${htmlTable(table, id)}`
}
