import type { Article } from '../document.ts'
import { escapeLatex } from './escape-latex.ts'
import { escapeMarkdown, escapeMarkdownLine } from './escape-markdown.ts'

/** Headings and paragraphs in Markdown. */
export function markdownArticle({ title, sections }: Article): string {
  const blocks = sections.flatMap((section) => [
    `## ${escapeMarkdown(section.title)}`,
    ...section.paragraphs.map(escapeMarkdownLine),
  ])
  return `${[`# ${escapeMarkdown(title)}`, ...blocks].join('\n\n')}\n`
}

/** A numbered section with subsections, for `\input`. */
export function latexArticle({ title, sections }: Article): string {
  const blocks = sections.flatMap((section) => [
    `\\subsection{${escapeLatex(section.title)}}`,
    ...section.paragraphs.map(escapeLatex),
  ])
  return `${[`\\section{${escapeLatex(title)}}`, ...blocks].join('\n\n')}\n`
}
