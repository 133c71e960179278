import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { InputError, type Position } from './input-error.ts'
import { MAX_CHARACTERS, type StudySource, tooLarge } from './located-yaml.ts'
import { type LocatedStudy, locateStudy } from './parse-study.ts'
import { quoted } from './printable.ts'
import type { FindBase } from './read-layers.ts'
import { suggestion } from './schema-findings.ts'
import type { KnownNames } from './study.ts'
import { isReadable, type Looked } from './study-paths.ts'

export interface LoadOptions {
  /** Folder of the bundled studies, `<name>.yaml`. */
  readonly configsDirectory: string
  readonly known: KnownNames
  readonly cwd: string
  /** Lets paths inside studies lead out of `cwd` and the study's folder. */
  readonly allow_outside?: boolean
}

/**
 * The study named on the command line: a bundled name (`quick`) or a path. Throws `InputError` with
 * all problems of the file and of those it extends. Reading files is its only effect.
 */
export function loadStudy(reference: string, options: LoadOptions): LocatedStudy {
  const source = readReference(reference, { from: options.cwd, options })
  return locateStudy(source, options.known, {
    ...options,
    findBase: baseFinder(source, options),
    followLinks,
    look,
  })
}

/**
 * A study whose text is at hand and needs no other file, such as a ledger keeps it; its paths start at `cwd`. Whether
 * there are files is not looked at. Throws as `loadStudy`.
 */
export function studyFromText(
  source: StudySource,
  options: Omit<LoadOptions, 'configsDirectory'>,
): LocatedStudy {
  return locateStudy(source, options.known, { ...options, followLinks })
}

/** Bases may lie where datasets may, and among the bundled studies. */
function baseFinder(source: StudySource, options: LoadOptions): FindBase {
  const folders = [options.cwd, resolve(options.cwd, dirname(source.file)), options.configsDirectory]
  const rules = {
    cwd: options.cwd,
    followLinks,
    readable: options.allow_outside === true ? 'everywhere' : folders,
  } as const
  return (reference, file, where) => {
    const from = resolve(options.cwd, dirname(file))
    if (
      !bundledStudies(options.configsDirectory).includes(reference) &&
      !isReadable(resolve(from, reference), rules)
    ) {
      const found = `extends is ${quoted(reference)}, outside the working directory and the study's folder.`
      throw new InputError({ where, found, fix: 'Move it there, or allow it with --allow-outside.' })
    }
    return readReference(reference, { from, options, where })
  }
}

interface Reading {
  /** Folder that a relative path starts from. */
  readonly from: string
  readonly options: LoadOptions
  /** The `extends` that names the study; absent on the command line. */
  readonly where?: Position
}

function readReference(reference: string, reading: Reading): StudySource {
  const { configsDirectory, cwd } = reading.options
  const isBundled = bundledStudies(configsDirectory).includes(reference)
  const path = isBundled ? join(configsDirectory, `${reference}.yaml`) : resolve(reading.from, reference)
  return { file: shownPath(path, cwd), text: readText(path, { reference, reading }) }
}

/** Relative where that is shorter to read: inside the working directory. */
function shownPath(path: string, cwd: string): string {
  const steps = relative(cwd, path)
  return steps === '' || steps === '..' || steps.startsWith(`..${sep}`) ? path : steps
}

/** Of files beside the studies that hold claims. */
const CLAIMS = 'claims-'

/** Names of the bundled studies, sorted. */
export function bundledStudies(configsDirectory: string): string[] {
  return readdirSync(configsDirectory)
    .filter((file) => file.endsWith('.yaml') && !file.startsWith(CLAIMS))
    .map((file) => basename(file, '.yaml'))
    .sort()
}

function readText(path: string, { reference, reading }: { reference: string; reading: Reading }): string {
  let bytes: Uint8Array
  try {
    bytes = readYamlBytes(path, shownPath(path, reading.options.cwd))
  } catch (error) {
    if (error instanceof InputError) throw error
    throw unreadable(error, { reference, reading })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new InputError({
      where: { file: shownPath(path, reading.options.cwd) },
      found: 'the study is not UTF-8 text.',
      fix: 'Save it as UTF-8.',
    })
  }
}

/** A study's or a manifest's bytes. A larger file, or a device without an end, is refused before it fills the memory. */
export function readYamlBytes(path: string, called: string): Buffer {
  const bytes = Buffer.allocUnsafe(MAX_CHARACTERS + 1)
  const file = openSync(path, 'r')
  try {
    let size = 0
    for (let got = -1; got !== 0 && size < bytes.length; size += got)
      got = readSync(file, bytes, size, bytes.length - size, null)
    if (size === bytes.length) throw tooLarge(called)
    return bytes.subarray(0, size)
  } finally {
    closeSync(file)
  }
}

function unreadable(
  error: unknown,
  { reference, reading }: { reference: string; reading: Reading },
): InputError {
  const place = reading.where === undefined ? {} : { where: reading.where }
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (code !== 'ENOENT') {
    return new InputError({
      ...place,
      found: `the study ${quoted(reference)} cannot be read (${code}).`,
      fix: 'Give the path of a YAML file.',
    })
  }
  const bundled = bundledStudies(reading.options.configsDirectory)
  const isPath = /[/\\]|\.ya?ml$/.test(reference)
  const found = `no ${isPath ? 'file' : 'study'} ${quoted(reference)}; bundled studies: ${bundled.join(', ')}.`
  const remedy = isPath ? '' : 'A study of your own is given by its path.'
  const fix = [suggestion(basename(reference), bundled), remedy].filter((part) => part !== '').join(' ')
  return new InputError({ ...place, found, fix })
}

function look(path: string): Looked {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found !== undefined) return found.isDirectory() ? 'folder' : 'file'
  const folder = dirname(path)
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
  return { beside: isFolder ? readdirSync(folder) : [] }
}

/** The real path; of what does not exist, the real path of the folder around it. */
function followLinks(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(followLinks(parent), basename(path))
  }
}
