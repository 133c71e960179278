import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { InputError, type Position } from '../config/input-error.ts'
import { sha256File } from './npy.ts'
import { TWIN_NAMES } from './twins.ts'

const FOLDER = new URL('../../datasets/', import.meta.url)
/** What errors call the registry; it is part of the installation. */
const REGISTRY_NAME = 'datasets/registry.yaml'

const entrySchema = z.strictObject({
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  task: z.enum(['classification', 'regression']),
  target: z.string(),
  positive: z.string().optional(),
  rows: z.int().positive(),
  features: z.int().positive(),
  source: z.url(),
  license: z.string(),
  notes: z.string(),
})

/** A dataset that comes with the tool, as `datasets/registry.yaml` describes it. */
export type RegistryEntry = z.infer<typeof entrySchema> & {
  readonly name: string
  /** Absolute path of the CSV file. */
  readonly path: string
  /** Where the registry gives the hash. */
  readonly sha256_at: Position
}

/** All bundled datasets, in the order of the registry. */
export function readRegistry(): RegistryEntry[] {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(new URL('registry.yaml', FOLDER), 'utf8'), {
    lineCounter: lines,
  })
  const entries = z.record(z.string(), entrySchema).parse(document.toJS())
  return Object.entries(entries).map(([name, entry]) => {
    const { line, col } = lines.linePos(valueOffset(document.contents, [name, 'sha256']))
    const path = fileURLToPath(new URL(entry.file, FOLDER))
    return { ...entry, name, path, sha256_at: { file: REGISTRY_NAME, line, column: col } }
  })
}

/** Names that a study may use without a path: bundled and built-in synthetic datasets. */
export function datasetNames(): string[] {
  return [...readRegistry().map(({ name }) => name), ...TWIN_NAMES]
}

/** Throws unless the file has the bytes that the registry promises. */
export function checkHash({ name, path, sha256, sha256_at }: RegistryEntry): void {
  const actual = sha256File(path)
  if (actual === sha256) return
  throw new InputError({
    where: sha256_at,
    found: `${name} has sha256 ${actual}, the registry says ${sha256}.`,
    fix: 'Results would not be comparable. Install knnbench again, or use a changed file by its path.',
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
