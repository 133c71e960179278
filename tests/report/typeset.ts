import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const MAIN = 'main.tex'

/** Programs that typeset LaTeX, with the words that make them stop at the first error. */
const PROGRAMS = [
  { program: 'pdflatex', words: ['-interaction=nonstopmode', '-halt-on-error', '-no-shell-escape', MAIN] },
  { program: 'tectonic', words: ['--keep-logs', '--untrusted', '--only-cached', MAIN] },
] as const

const found = PROGRAMS.find(({ program }) => spawnSync(program, ['--version']).status === 0)

/** Why nothing can be typeset here; undefined where it can. */
export const MISSING_TEX =
  found === undefined
    ? 'neither pdflatex nor tectonic is installed (Debian: texlive-latex-recommended)'
    : undefined

export interface Typeset {
  readonly status: number | null
  readonly log: string
}

/** Exit status and log of a document that loads booktabs alone and holds `body`. */
export function typeset(body: string): Typeset {
  const document = [
    '\\documentclass{article}',
    '\\usepackage{booktabs}',
    '\\begin{document}',
    body,
    '\\end{document}',
  ]
  return typesetFiles([{ path: MAIN, text: document.join('\n') }])
}

/** The same of a document `main.tex` with the files that it inputs. */
export function typesetFiles(files: readonly { readonly path: string; readonly text: string }[]): Typeset {
  if (found === undefined) throw new Error(MISSING_TEX)
  const folder = mkdtempSync(join(tmpdir(), 'knnbench-tex-'))
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const { status } = spawnSync(found.program, found.words, { cwd: folder })
    return { status, log: readFileSync(join(folder, 'main.log'), 'latin1') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
