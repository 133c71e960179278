import { escapeLatex } from '../render/escape-latex.ts'
import type { Table } from '../table.ts'
import { TABLES } from '../tables/index.ts'
import type { LeftOutTable } from './paper-file.ts'
import { PAPER_SECTIONS, type PaperTable } from './paper-tables.ts'

interface Printed {
  readonly entry: PaperTable
  readonly pages: readonly Table[]
}

const FIRST_LINES = [
  '% Compile with: pdflatex main.tex (twice, for the references)',
  '\\documentclass{article}',
  '\\usepackage{booktabs}',
  '% Captions stand above tables, and as many tables on a page as fit.',
  '\\setlength{\\abovecaptionskip}{0pt}\\setlength{\\belowcaptionskip}{6pt}',
  '\\setcounter{topnumber}{9}\\setcounter{bottomnumber}{9}\\setcounter{totalnumber}{9}',
  '\\renewcommand{\\topfraction}{1}\\renewcommand{\\bottomfraction}{1}\\renewcommand{\\textfraction}{0}',
  '\\renewcommand{\\floatpagefraction}{0.9}',
]

/** A document that compiles as it stands: the methods, a list of the tables, and every table that has pages. */
export function mainTex(all: readonly Printed[], title: string, left_out: readonly LeftOutTable[]): string {
  const printed = all.filter(({ pages }) => pages.length > 0)
  return [
    ...FIRST_LINES,
    `\\title{Implementations of k-nearest neighbors compared: ${escapeLatex(title)}}`,
    '\\author{}',
    '\\date{}',
    '\\begin{document}',
    '\\maketitle',
    '\\input{METHODS}',
    '',
    '\\section{Tables}',
    'Each of these tables is also a CSV file in the folder \\texttt{tables}, whole and unrounded.',
    ...PAPER_SECTIONS.flatMap((section) => listOf(section, printed)),
    ...left_out.map(({ table, reason }) => `% Left out: ${table} (${escapeLatex(reason)})`),
    '\\clearpage',
    ...inputs(printed),
    '\\end{document}',
    '',
  ].join('\n')
}

/** A section of the list: each table by its number and in one sentence. */
function listOf(section: string, printed: readonly Printed[]): string[] {
  const own = printed.filter(({ entry }) => entry.section === section)
  if (own.length === 0) return []
  const items = own.map(
    ({ entry: { table } }) => `\\item Table~\\ref{tab:${table}}: ${escapeLatex(TABLES[table].summary)}.`,
  )
  return [`\\subsection*{${section}}`, '\\begin{itemize}', ...items, '\\end{itemize}']
}

/** Up to this many tables wait for their page before all that wait are put out. */
const TABLES_WAITING = 6

function inputs(printed: readonly Printed[]): string[] {
  let waiting = 0
  return printed.flatMap(({ entry, pages }) => {
    waiting += pages.length
    const line = `\\input{tables/${entry.table}}`
    if (waiting < TABLES_WAITING) return [line]
    waiting = 0
    return [line, '\\clearpage']
  })
}
