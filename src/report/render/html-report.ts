import type { CaseDocument, ReportDocument } from '../document.ts'
import type { Picture, Undrawn } from '../picture.ts'
import type { Table } from '../table.ts'
import { escapeXml } from './escape-xml.ts'
import { htmlPage } from './html-page.ts'
import { foldedTable, htmlTable } from './html-table.ts'
import { observationWords } from './observation-words.ts'

/** What the page of a ledger holds. */
export interface ReportPage {
  readonly document: ReportDocument
  /** Each with its image, drawn without a title: the page has it as a heading. */
  readonly pictures: readonly { readonly picture: Picture; readonly svg: string }[]
  readonly undrawn: readonly Undrawn[]
  readonly tables: readonly Table[]
}

/** The whole report as one file: a section a case, then every picture with its data, then every table. */
export function htmlReport({ document, pictures, undrawn, tables }: ReportPage): string {
  const { title, size, lead, cases, left_out, warnings, closing } = document
  const header = [
    '<header>',
    `<h1>${escapeXml(title)}</h1>`,
    `<p class="size">${escapeXml(size)}</p>`,
    list(lead),
    '</header>',
  ]
  const main = [
    '<main id="main">',
    ...cases.map(caseSection),
    ...(left_out.length === 0 ? [] : ['<h2 id="left-out">Left out</h2>', list(left_out)]),
    ...(warnings.length === 0 ? [] : ['<h2 id="warnings">Warnings</h2>', list(warnings, 'warnings')]),
    ...closing.map((sentence) => `<p>${escapeXml(sentence)}</p>`),
    '<h2 id="pictures">Pictures</h2>',
    ...pictures.map(pictureSection),
    ...(undrawn.length === 0 ? [] : ['<h3>Not drawn</h3>', list(undrawn.map(undrawnWords))]),
    '<h2 id="tables">Tables</h2>',
    ...tables.map(tableSection),
    '</main>',
  ]
  const footer =
    '<footer>Made by <code>knnbench report --format html</code> from the ledger alone: nothing was run, nothing is loaded. In print, closed tables and the columns of least use are left out.</footer>'
  return htmlPage({
    title: `${title}: knnbench report`,
    body: [...header, contents({ document, pictures, undrawn, tables }), ...main, footer],
  })
}

/** Where to go: cases, pictures, tables. */
function contents({ document, pictures, tables }: ReportPage): string {
  const { cases, warnings } = document
  const links = [
    ...cases.map(({ title }, i) => link(`case-${i + 1}`, title)),
    ...(warnings.length === 0 ? [] : [link('warnings', `Warnings (${warnings.length})`)]),
    link('pictures', `Pictures (${pictures.length})`),
    link('tables', `Tables (${tables.length})`),
  ]
  return `<nav aria-label="Contents"><ol>${links.map((one) => `<li>${one}</li>`).join('')}</ol></nav>`
}

function link(id: string, words: string): string {
  return `<a href="#${id}">${escapeXml(words)}</a>`
}

function caseSection({ title, facts, table, alarms, sentences }: CaseDocument, i: number): string {
  const id = `case-${i + 1}`
  const wrong = alarms.map(({ lead, sentence, proof }) => {
    const how = proof === undefined ? '' : `<br>${escapeXml(proof)}`
    return `<p class="alarm"><strong>${escapeXml(lead)}</strong> ${escapeXml(sentence)}${how}</p>`
  })
  return [
    '<section>',
    `<h2 id="${id}">${escapeXml(title)}</h2>`,
    `<p class="muted">${escapeXml(facts.join(' · '))}</p>`,
    htmlTable({ ...table, notes: [] }, `${id}-table`),
    ...wrong,
    ...(sentences.length === 0 ? [] : [list(sentences)]),
    '</section>',
  ].join('\n')
}

function pictureSection({ picture, svg }: ReportPage['pictures'][number]): string {
  const { name, title, reading, data } = picture
  return [
    '<section>',
    `<h3 id="${name}">${escapeXml(title)}</h3>`,
    list(reading, 'reading'),
    `<figure class="picture"><div class="scroll" role="group" aria-labelledby="${name}" tabindex="0">`,
    svg.trim(),
    '</div></figure>',
    `<details><summary>What is drawn, as a table<span class="hidden">: ${escapeXml(title)}</span></summary>`,
    htmlTable({ ...data, title: `Data of the picture: ${title}` }, `${name}-data`),
    '</details>',
    '</section>',
  ].join('\n')
}

function tableSection(table: Table): string {
  const id = `table-${table.name}`
  return [
    '<section>',
    `<h3 id="${id}-heading">${escapeXml(table.title)}</h3>`,
    `<p class="muted">${escapeXml(observationWords(table))}</p>`,
    foldedTable(table, id),
    '</section>',
  ].join('\n')
}

function undrawnWords({ title, reason }: Undrawn): string {
  return `${title}: ${reason}`
}

function list(items: readonly string[], name?: string): string {
  const start = name === undefined ? '<ul>' : `<ul class="${name}">`
  return `${start}${items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul>`
}
