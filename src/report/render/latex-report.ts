import type { CaseDocument, ReportDocument } from '../document.ts'
import { escapeLatex } from './escape-latex.ts'
import { BOOKTABS, latexFloats } from './latex.ts'

/** The whole report for `\\input`: unnumbered sections, lists, and a float a case. */
export function latexReport(document: ReportDocument): string {
  const { title, size, lead, cases, left_out, warnings, closing } = document
  const floats = latexFloats(cases.map(({ table }) => table))
  const blocks = [
    `\\section*{${escapeLatex(title)}}\n${escapeLatex(size)}`,
    list(lead),
    ...cases.flatMap((one, i) => caseBlocks(one, floats[i])),
    ...(left_out.length === 0 ? [] : ['\\subsection*{Left out}', list(left_out)]),
    ...(warnings.length === 0 ? [] : ['\\subsection*{Warnings}', list(warnings)]),
    ...closing.map(escapeLatex),
  ]
  return `${BOOKTABS}\n${blocks.join('\n\n')}\n`
}

function caseBlocks({ title, facts, alarms, sentences }: CaseDocument, float: string): string[] {
  const wrong = alarms.flatMap(({ lead, sentence, proof }) => [
    `\\textbf{${escapeLatex(lead)}} ${escapeLatex(sentence)}`,
    ...(proof === undefined ? [] : [escapeLatex(proof)]),
  ])
  return [
    `\\subsection*{${escapeLatex(title)}}\n${escapeLatex(facts.join(' · '))}`,
    float,
    ...wrong,
    ...(sentences.length === 0 ? [] : [list(sentences)]),
  ]
}

/** An item that begins with a bracket would be its own label; `escapeLatex` puts braces around one. */
function list(items: readonly string[]): string {
  return ['\\begin{itemize}', ...items.map((item) => `\\item ${escapeLatex(item)}`), '\\end{itemize}'].join(
    '\n',
  )
}
