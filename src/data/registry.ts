import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { InputError, type Position } from '../config/input-error.ts'
import { sha256File } from './npy.ts'
import { TWIN_NAMES } from './twins.ts'

const FOLDER = new URL('../../datasets/', import.meta.url)
/** What errors call the registry; it is part of the installation. */
const REGISTRY_NAME = 'datasets/registry.yaml'

const facts = {
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  task: z.enum(['classification', 'regression']),
  target: z.string(),
  positive: z.string().optional(),
  drop: z.array(z.string()).default([]),
  rows: z.int().positive(),
  features: z.int().positive(),
  source: z.url(),
  license: z.string(),
  notes: z.string(),
}
const bundledSchema = z.strictObject({ ...facts, file: z.string() })
const registeredSchema = z.strictObject({
  ...facts,
  pull: z.strictObject({
    file: z.string(),
    bytes: z.int().positive(),
    url: z.url({ protocol: /^https$/ }).optional(),
  }),
})

interface Placed {
  readonly name: string
  /** Where the registry gives the hash. */
  readonly sha256_at: Position
}

/** A dataset that comes with the tool; `path` is absolute. */
export type BundledEntry = Placed &
  z.infer<typeof bundledSchema> & { readonly origin: 'bundled'; readonly path: string }

/** A dataset that `datasets pull` brings: where from, under which file name there, and how many bytes. */
export type RegisteredEntry = Placed & z.infer<typeof registeredSchema> & { readonly origin: 'registered' }

/** A dataset as `datasets/registry.yaml` describes it. */
export type RegistryEntry = BundledEntry | RegisteredEntry

/** All bundled and registered datasets, in the order of the registry. */
export function readRegistry(): RegistryEntry[] {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(new URL('registry.yaml', FOLDER), 'utf8'), {
    lineCounter: lines,
  })
  const entries = z.record(z.string(), z.union([bundledSchema, registeredSchema])).parse(document.toJS())
  return Object.entries(entries).map(([name, entry]): RegistryEntry => {
    const { line, col } = lines.linePos(valueOffset(document.contents, [name, 'sha256']))
    const sha256_at = { file: REGISTRY_NAME, line, column: col }
    if (!('file' in entry)) return { ...entry, name, sha256_at, origin: 'registered' }
    const path = fileURLToPath(new URL(entry.file, FOLDER))
    return { ...entry, name, sha256_at, origin: 'bundled', path }
  })
}

/** Names that a study may use without a path: bundled, registered and built-in synthetic datasets. */
export function datasetNames(): string[] {
  return [...readRegistry().map(({ name }) => name), ...TWIN_NAMES]
}

/**
 * The file of a dataset with the bytes that the registry promises. Throws if it is not pulled yet, and if its
 * bytes are others.
 */
export function registryFile(entry: RegistryEntry, cacheRoot: string): string {
  if (entry.origin === 'bundled') {
    checkHash(entry, entry.path, 'Install knnbench again, or use a changed file by its path.')
    return entry.path
  }
  if (!isPulled(entry, cacheRoot)) throw notPulled([entry])
  const path = pulledPath(entry, cacheRoot)
  checkHash(entry, path, `Fetch it again with: ${pullCommand([entry])}`)
  return path
}

/** Where `datasets pull` keeps the file; named after its hash too, so that a new registry meets no old file. */
export function pulledPath({ name, sha256 }: RegisteredEntry, cacheRoot: string): string {
  return join(cacheRoot, 'datasets', `${name}-${sha256.slice(0, 12)}.csv`)
}

export function isPulled(entry: RegisteredEntry, cacheRoot: string): boolean {
  return existsSync(pulledPath(entry, cacheRoot))
}

/** What to type for the datasets that are not there yet. */
export function pullCommand(entries: readonly RegisteredEntry[]): string {
  return `knnbench datasets pull ${entries.map(({ name }) => name).join(' ')}`
}

/** One problem a dataset, so that a study is told of all of them, with one command for all. */
export function notPulled(
  entries: readonly RegisteredEntry[],
  placeOf: (entry: RegisteredEntry) => Position | undefined = () => undefined,
): InputError {
  return new InputError(
    entries.map((entry, i) => {
      const where = placeOf(entry)
      return {
        ...(where === undefined ? {} : { where }),
        found: `${entry.name} is registered but not pulled.`,
        fix: i === entries.length - 1 ? `Fetch with: ${pullCommand(entries)}` : '',
      }
    }),
  )
}

function checkHash({ name, sha256, sha256_at }: RegistryEntry, path: string, fix: string): void {
  const actual = sha256File(path)
  if (actual === sha256) return
  throw new InputError({
    where: sha256_at,
    found: `${name} has sha256 ${actual}, the registry says ${sha256}.`,
    fix: `Results would not be comparable. ${fix}`,
  })
}

function valueOffset(node: unknown, keys: readonly string[]): number {
  const [key, ...rest] = keys
  const pair = isMap(node)
    ? node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
    : undefined
  if (rest.length > 0) return valueOffset(pair?.value, rest)
  return isScalar(pair?.value) ? (pair.value.range?.[0] ?? 0) : 0
}
