import { escapeText } from '../render/escape.ts'
import { escapeMarkdown, escapeMarkdownLine } from '../render/escape-markdown.ts'
import { markdownRenderer } from '../render/markdown.ts'
import { terminalRenderer } from '../render/terminal.ts'
import type { RenderOptions } from '../table.ts'
import { gateTable } from './gate-table.ts'
import { type GateView, headlines } from './gate-view.ts'

/** The answer first, then the table: for a terminal. */
export function gateText(view: GateView, options: RenderOptions): string {
  const lines = [...headlines(view), ...view.caveats.map((caveat) => `  ${caveat}`)]
  return `${lines.map((line) => `${escapeText(line)}\n`).join('')}\n${terminalRenderer.render([gateTable(view.result)], options)}`
}

/** The same as Markdown, for the summary of a CI job or a comment. */
export function gateMarkdown(view: GateView, options: RenderOptions): string {
  const [lead, ...more] = headlines(view)
  const lines = [`**${escapeMarkdown(lead)}**`, ...[...more, ...view.caveats].map(escapeMarkdownLine)]
  return `${lines.join('\n\n')}\n\n${markdownRenderer.render([gateTable(view.result)], options)}`
}
