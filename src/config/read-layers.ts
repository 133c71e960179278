import { InputError, type InputProblem, type Position } from './input-error.ts'
import type { LocatedEntry, LocatedMapping } from './located-tree.ts'
import { type LocatedFile, readYaml, type StudySource } from './located-yaml.ts'
import { quoted } from './printable.ts'

/** Reads the study that `reference` names in the file `from`; throws `InputError` at `where` if there is none. */
export type FindBase = (reference: string, from: string, where: Position) => StudySource

const MAX_LAYERS = 8

/** Keys of which a study has only one; writing the one undoes the other of the study it extends. */
const ALTERNATIVES = [
  ['split', 'splits'],
  ['prepare', 'prepares'],
]

/**
 * A study file merged over the studies it extends: mappings merge key by key (splits of one kind), everything
 * else replaces.
 * Each part keeps the position it was written at, also in the files below.
 */
export function readLayers(
  source: StudySource,
  findBase: FindBase | undefined,
  above: readonly string[] = [],
): LocatedFile {
  const files = [...above, source.file]
  const { root, problems } = readYaml(source, 'name, datasets, engines')
  const base = root.entries.get('extends')?.value
  // A value of another kind stays in the tree, for the schema to refuse with its position.
  if (base?.kind !== 'scalar' || typeof base.value !== 'string' || base.value === '')
    return { root, problems }
  if (findBase === undefined)
    throw refusal(base.where, 'extends works only in a study that is read from a file.', 'Delete it.')
  const below = findBase(base.value, source.file, base.where)
  if (files.includes(below.file)) {
    const circle = [...files, below.file].map(quoted).join(' → ')
    throw refusal(base.where, `extends goes in a circle: ${circle}.`, 'Delete one of them.')
  }
  // Links between folders can make a circle in which no name comes twice.
  if (files.length > MAX_LAYERS)
    throw refusal(base.where, `extends goes through more than ${MAX_LAYERS} files.`, 'Use fewer.')
  const layers = readLayers(below, findBase, files)
  const own = { ...root, entries: without(root.entries, ['extends']) }
  return {
    root: merged(withoutAlternatives(layers.root, own), own),
    problems: [...layers.problems, ...problems],
  }
}

function refusal(where: Position, found: string, fix: string): InputError {
  const problem: InputProblem = { where, found, fix }
  return new InputError(problem)
}

function merged(base: LocatedMapping, own: LocatedMapping): LocatedMapping {
  const entries = new Map(base.entries)
  for (const [key, entry] of own.entries) {
    const below = entries.get(key)?.value
    const value =
      below?.kind === 'mapping' && entry.value.kind === 'mapping' && !isOtherKind(below, entry.value)
        ? merged(below, entry.value)
        : entry.value
    entries.set(key, { key: entry.key, value })
  }
  return { ...own, entries }
}

/** A split that names another kind has other keys, so it replaces the one below. */
function isOtherKind(below: LocatedMapping, own: LocatedMapping): boolean {
  return own.entries.has('kind') && splitKind(own) !== splitKind(below)
}

function splitKind({ entries }: LocatedMapping): unknown {
  const kind = entries.get('kind')?.value
  return kind?.kind === 'scalar' ? kind.value : 'holdout'
}

function withoutAlternatives(base: LocatedMapping, own: LocatedMapping): LocatedMapping {
  const undone = ALTERNATIVES.flatMap(([a, b]) => [
    ...(own.entries.has(a) ? [b] : []),
    ...(own.entries.has(b) ? [a] : []),
  ])
  return { ...base, entries: without(base.entries, undone) }
}

function without(
  entries: ReadonlyMap<string, LocatedEntry>,
  keys: readonly string[],
): Map<string, LocatedEntry> {
  return new Map([...entries].filter(([key]) => !keys.includes(key)))
}
