import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { NAME } from '../config/name.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { quoted } from '../config/printable.ts'
import { writeWhole } from '../data/temporary.ts'
import { bundledManifests } from './engine-registry.ts'
import { INSTALLATION } from './installation.ts'

/** What an engine of a language is written from, and what is to be done with it. */
interface Skeleton {
  /** The file whose functions are to be filled in. */
  readonly file: string
  readonly functions: readonly string[]
  /** The script in its folder that builds it; absent where nothing is compiled. */
  readonly build?: string
  /** The setup of the tool that its manifest names. */
  readonly setup?: string
  /** Of the installation, by the name in the new folder: what is compiled into the engine has to be beside it. */
  readonly copies: Readonly<Record<string, string>>
}

/** A language is one line and a folder in `engines/new`. */
const SKELETONS = {
  python: { file: 'engine.py', functions: ['load', 'fit', 'search'], setup: 'sklearn', copies: {} },
  rust: {
    file: 'engine.rs',
    functions: ['convert', 'fit', 'neighbors'],
    build: 'build.sh',
    copies: { driver: 'engines/rust/driver', 'Cargo.lock': 'engines/rust/Cargo.lock' },
  },
  node: { file: 'engine.mjs', functions: ['load', 'fit', 'search'], copies: {} },
  c: {
    file: 'engine.c',
    functions: ['knn_load', 'knn_fit', 'knn_predict'],
    build: 'build.sh',
    copies: { driver: 'engines/c/driver' },
  },
  go: {
    file: 'engine.go',
    functions: ['Load', 'fit', 'search'],
    build: 'build.sh',
    copies: { driver: 'engines/go/driver' },
  },
} satisfies Record<string, Skeleton>
export type Language = keyof typeof SKELETONS
export const LANGUAGES = Object.keys(SKELETONS) as readonly Language[]

export interface NewEngine extends Skeleton {
  readonly name: string
  readonly language: Language
  readonly folder: string
}

/** Writes the folder of a new engine whole or not at all; a name or folder that cannot be is an InputError. */
export function writeNewEngine(name: string, language: string, folder: string): NewEngine {
  checkName(name)
  const known = checkLanguage(language)
  if (existsSync(folder)) {
    throw new InputError({
      where: { file: folder },
      found: 'this is already there, and nothing was written.',
      fix: 'Choose another folder with --out.',
    })
  }
  const skeleton: Skeleton = SKELETONS[known]
  writeWhole(folder, (temporary) => fillFolder(temporary, name, known, skeleton))
  return { ...skeleton, name, language: known, folder }
}

function checkName(name: string): void {
  if (!NAME.test(name)) {
    throw new InputError({
      found: `${quoted(name)} is no name of an engine.`,
      fix: 'At most 64 characters: a-z, 0-9, ".", "_", "-", a letter or digit first.',
    })
  }
  if (!bundledManifests().some(({ manifest }) => manifest.name === name)) return
  throw new InputError({
    found: `${name} is an engine of the tool itself.`,
    fix: 'Choose another name: <library>-<algorithm>.',
  })
}

function checkLanguage(language: string): Language {
  const found = LANGUAGES.find((one) => one === language)
  if (found !== undefined) return found
  throw new InputError({
    found: `no engine can be begun in ${quoted(language)}; there is: ${LANGUAGES.join(', ')}.${didYouMean(language, LANGUAGES)}`,
    fix: '',
  })
}

function fillFolder(folder: string, name: string, language: Language, { copies }: Skeleton): void {
  mkdirSync(folder)
  const templates = join(INSTALLATION, 'engines/new')
  for (const file of [join(templates, 'study.yaml'), ...filesIn(join(templates, language))]) {
    const text = readFileSync(file, 'utf8').replaceAll('{{name}}', name)
    writeFileSync(join(folder, file.slice(file.lastIndexOf('/') + 1)), text)
  }
  for (const [to, from] of Object.entries(copies))
    cpSync(join(INSTALLATION, from), join(folder, to), { recursive: true })
}

function filesIn(folder: string): string[] {
  const names = readdirSync(folder).map((name) => join(folder, name))
  return names.filter((file) => statSync(file).isFile()).sort()
}
