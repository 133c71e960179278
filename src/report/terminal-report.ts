import type { CaseDocument, ReportDocument } from './document.ts'
import { escapeText } from './render/escape.ts'
import { renderGrid } from './render/grid.ts'
import { hangingText } from './render/wrap-text.ts'
import { reportDocument } from './report-document.ts'
import type { ReportOptions } from './report-options.ts'
import { type Paint, painter } from './report-paint.ts'
import type { Results } from './results.ts'

const INDENT = '  '

/** The whole report for people at a terminal. */
export function terminalReport(results: Results, options: ReportOptions): string {
  const document = reportDocument(results, options)
  const paint = painter(options)
  const { width } = options
  const sections = [
    heading(document, paint, width),
    ...document.cases.map((one) => caseSection(one, paint, options)),
    listSection('Left out', INDENT, document.left_out, width),
    listSection(paint.doubt('Warnings'), `${INDENT}· `, document.warnings, width),
    [...hanging('', document.closing, width), ...(results.plan === undefined ? [] : [MORE])],
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

const MORE = 'More: knnbench report --list-tables, then --table NAME or --format csv'

function heading({ title, size, lead }: ReportDocument, paint: Paint, width: number): string[] {
  const line = `${paint.strong(escapeText(title))}: ${escapeText(size)}`
  return [hangingText('', line, width), ...hanging(INDENT, lead, width)]
}

function caseSection(one: CaseDocument, paint: Paint, options: ReportOptions): string[] {
  const { width } = options
  return [
    caseHeading(one, paint, width),
    renderGrid(one.table, options),
    ...one.alarms.flatMap(({ lead, sentence, proof }) => [
      hangingText(INDENT, `${paint.alarm(escapeText(lead))} ${escapeText(sentence)}`, width),
      ...(proof === undefined ? [] : hanging(INDENT, [proof], width)),
    ]),
    ...(one.sentences.length === 0 ? [] : ['', ...hanging(INDENT, one.sentences, width)]),
  ]
}

function caseHeading({ title, facts }: CaseDocument, paint: Paint, width: number): string {
  const [first, ...others] = hangingText('', escapeText([title, ...facts].join(' · ')), width).split('\n')
  const name = escapeText(title)
  return [paint.strong(name) + first.slice(name.length), ...others].join('\n')
}

function listSection(title: string, bullet: string, items: readonly string[], width: number): string[] {
  return items.length === 0 ? [] : [title, ...hanging(bullet, items, width)]
}

function hanging(first: string, sentences: readonly string[], width: number): string[] {
  return sentences.map((sentence) => hangingText(first, escapeText(sentence), width))
}
