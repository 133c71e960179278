import { readFileSync, writeFileSync } from 'node:fs'
import type { Example } from './example-page.ts'

/**
 * Whether pages are to be rewritten with what their commands print, to be read and then committed, only by:
 * UPDATE_EXAMPLES=1 npx vitest run tests/docs/pages.test.ts
 */
export function isUpdating(): boolean {
  return process.env.UPDATE_EXAMPLES === '1'
}

/** Puts the right lines into the blocks of a page. */
export function updateExamples(file: string, right: ReadonlyMap<Example, readonly string[]>): void {
  const lines = readFileSync(file, 'utf8').split('\n')
  const lastFirst = [...right].sort(([a], [b]) => b.line - a.line)
  for (const [{ line, body }, better] of lastFirst) lines.splice(line, body.length, ...better)
  writeFileSync(file, lines.join('\n'))
}
