import { readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { readYamlBytes } from '../config/load-study.ts'
import { type Manifest, parseManifest } from '../engine/manifest.ts'
import { INSTALLATION } from './installation.ts'

/** A manifest with where it came from. */
export interface FoundManifest {
  readonly manifest: Manifest
  readonly file: string
  readonly text: string
  readonly origin: 'bundled' | 'foreign'
}

/** Every engine that comes with the tool: one manifest a file in `engines/`, in order of name. */
export function bundledManifests(): FoundManifest[] {
  const folder = join(INSTALLATION, 'engines')
  const names = readdirSync(folder).flatMap((file) =>
    file.endsWith('.yaml') ? [basename(file, '.yaml')] : [],
  )
  return names.sort().map((name) => readManifest(join(folder, `${name}.yaml`), 'bundled'))
}

/** One manifest; throws InputError with positions if it is not one. */
export function readManifest(file: string, origin: FoundManifest['origin']): FoundManifest {
  const text = readYamlBytes(file, file).toString('utf8')
  return { manifest: parseManifest({ file, text }), file, text, origin }
}

/** A word of a manifest's command with its placeholders filled in; `program` is that of its setup. */
export function resolveWord(word: string, manifestFile: string, program: string | undefined): string {
  if (word === 'node') return process.execPath
  if (['{python}', '{program}', '{setup}'].includes(word)) return program ?? word
  if (word.startsWith('./')) return resolve(dirname(manifestFile), word)
  return word
    .replace('{dist}', join(INSTALLATION, 'dist'))
    .replace('{engines}', join(INSTALLATION, 'engines'))
}
