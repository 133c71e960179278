import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import { shellWord } from '../config/shell-word.ts'
import { removeLeft, writeWhole } from '../data/temporary.ts'
import type { FoundManifest } from './engine-registry.ts'

const trustSchema = z.record(z.string(), z.string())

/** A foreign manifest starts programs, so it runs only while it is word for word what the user agreed to. */
export function requireTrust(found: FoundManifest, cacheRoot: string): FoundManifest {
  if (readTrusted(cacheRoot)[found.file] === hashOf(found)) return found
  throw new InputError({
    where: { file: found.file },
    found: `this manifest is not part of the installation and would run: ${commandWords(found)}.`,
    fix: `Read it, then allow it with: knnbench engines trust ${shellWord(found.file)}`,
  })
}

/** What a manifest runs, word by word: nothing in it can look like another command than it is. */
export function commandWords({ manifest }: FoundManifest): string {
  return manifest.command.map((word) => printable(shellWord(word))).join(' ')
}

/** Stores the hash of a manifest that the user read and agreed to. */
export function trustManifest(found: FoundManifest, cacheRoot: string): void {
  removeLeft(cacheRoot)
  const trusted = { ...readTrusted(cacheRoot), [found.file]: hashOf(found) }
  const text = `${JSON.stringify(trusted, null, 2)}\n`
  // Whole or not at all: half a list reads as an empty one, and the next agreement would replace all before it.
  writeWhole(trustFile(cacheRoot), (temporary) => writeFileSync(temporary, text, { flush: true }))
}

/** A list that is missing or damaged trusts nothing: the user is asked again. */
function readTrusted(cacheRoot: string): Readonly<Record<string, string>> {
  try {
    return trustSchema.parse(JSON.parse(readFileSync(trustFile(cacheRoot), 'utf8')))
  } catch {
    return {}
  }
}

function trustFile(cacheRoot: string): string {
  return join(cacheRoot, 'trusted.json')
}

function hashOf({ text }: FoundManifest): string {
  return createHash('sha256').update(text).digest('hex')
}
