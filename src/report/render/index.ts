import type { RenderDocument } from '../document.ts'
import type { OutputFormat, Renderer } from '../table.ts'
import { csvRenderer } from './csv.ts'
import { htmlRenderer } from './html.ts'
import { jsonRenderer } from './json.ts'
import { latexRenderer } from './latex.ts'
import { latexReport } from './latex-report.ts'
import { markdownRenderer, markdownReport } from './markdown.ts'
import { terminalRenderer } from './terminal.ts'

/** Every output format; a new one is its file and one line here. */
export const RENDERERS = {
  terminal: terminalRenderer,
  csv: csvRenderer,
  json: jsonRenderer,
  markdown: markdownRenderer,
  latex: latexRenderer,
  html: htmlRenderer,
} satisfies Record<OutputFormat, Renderer>

/** Formats that hold a whole report, beside the terminal; the others hold tables. */
export const DOCUMENT_RENDERERS = {
  markdown: markdownReport,
  latex: latexReport,
} satisfies Partial<Record<OutputFormat, RenderDocument>>
