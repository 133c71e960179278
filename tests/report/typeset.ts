import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Programs that typeset LaTeX, with the words that make them stop at the first error. */
const PROGRAMS = [
  { program: 'pdflatex', words: ['-interaction=nonstopmode', '-halt-on-error', '-no-shell-escape', 'x.tex'] },
  { program: 'tectonic', words: ['--keep-logs', '--untrusted', '--only-cached', 'x.tex'] },
] as const

const found = PROGRAMS.find(({ program }) => spawnSync(program, ['--version']).status === 0)

/** Why nothing can be typeset here; undefined where it can. */
export const MISSING_TEX =
  found === undefined
    ? 'neither pdflatex nor tectonic is installed (Debian: texlive-latex-recommended)'
    : undefined

/** Exit status and log of a document that loads booktabs alone and holds `body`. */
export function typeset(body: string): { readonly status: number | null; readonly log: string } {
  if (found === undefined) throw new Error(MISSING_TEX)
  const folder = mkdtempSync(join(tmpdir(), 'knnbench-tex-'))
  try {
    const document = [
      '\\documentclass{article}',
      '\\usepackage{booktabs}',
      '\\begin{document}',
      body,
      '\\end{document}',
    ]
    writeFileSync(join(folder, 'x.tex'), document.join('\n'))
    const { status } = spawnSync(found.program, found.words, { cwd: folder })
    return { status, log: readFileSync(join(folder, 'x.log'), 'latin1') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
