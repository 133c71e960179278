import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** sha256 over the content of files, and over words that stand for what cannot be read from a file. */
export function contentHash(files: readonly string[], words: readonly string[] = []): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  for (const word of words) hash.update(`\0${word}`)
  return hash.digest('hex')
}
