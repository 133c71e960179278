import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import type { FoundManifest } from './engine-registry.ts'
import { INSTALLATION } from './installation.ts'
import type { ReadySetup } from './setups/setup-kind.ts'

/**
 * sha256 over a manifest and the programs it names, so that changed code is measured again. Of a
 * bundled engine that is all code of its language beside the program; of a foreign one, the files named. The
 * build of its setup is part of it: it fixes every library below the one whose version is recorded, and for a
 * compiled program the compiler and its flags.
 */
export function buildHash(found: FoundManifest, setup: Pick<ReadySetup, 'build'> | undefined): string {
  const hash = createHash('sha256').update(found.text)
  for (const file of found.manifest.command.flatMap((word) => programFiles(word, found)))
    hash.update(readFileSync(file))
  if (setup !== undefined) hash.update(setup.build)
  return hash.digest('hex')
}

function programFiles(word: string, found: FoundManifest): string[] {
  if (word.includes('{dist}'))
    return ['engine', 'knn'].flatMap((part) => filesBelow(join(INSTALLATION, 'dist', part), '.js', '.wasm'))
  if (word.includes('{engines}')) {
    const program = word.replace('{engines}', join(INSTALLATION, 'engines'))
    return filesBelow(dirname(program), extname(program))
  }
  if (!word.startsWith('./')) return []
  const program = join(dirname(found.file), word)
  return found.origin === 'bundled' ? filesBelow(dirname(program), extname(program)) : existing(program)
}

function existing(program: string): string[] {
  return statSync(program, { throwIfNoEntry: false })?.isFile() ? [program] : []
}

/** All files with one of these endings below a folder, in order of path. */
function filesBelow(folder: string, ...endings: string[]): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
