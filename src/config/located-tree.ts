import type { Position } from './input-error.ts'
import type { Path } from './printable.ts'

export type ScalarValue = string | number | boolean | null

/** A YAML value that remembers where each of its parts was written. */
export type Located = LocatedScalar | LocatedList | LocatedMapping

export interface LocatedScalar {
  readonly kind: 'scalar'
  readonly where: Position
  readonly value: ScalarValue
  /** As written, without quotes: `1.0`, where the value is 1. */
  readonly source: string
}
export interface LocatedList {
  readonly kind: 'list'
  readonly where: Position
  readonly items: readonly Located[]
}
export interface LocatedMapping {
  readonly kind: 'mapping'
  readonly where: Position
  readonly entries: ReadonlyMap<string, LocatedEntry>
}
export interface LocatedEntry {
  readonly key: Position
  readonly value: Located
}

/** The plain value: what a JSON reader would give. */
export function plainValue(node: Located): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainValue)
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainValue(value)]))
}

/** The node at `path`; `undefined` where the path leads nowhere. */
export function nodeAt(root: Located, path: Path): Located | undefined {
  return path.reduce<Located | undefined>(
    (node, part) => (node === undefined ? undefined : child(node, part)),
    root,
  )
}

function child(node: Located, part: string | number): Located | undefined {
  if (node.kind === 'list') return typeof part === 'number' ? node.items[part] : undefined
  return node.kind === 'mapping' ? node.entries.get(String(part))?.value : undefined
}

/** Where the value at `path` was written, or the nearest part around it that was. */
export function valuePosition(root: Located, path: Path): Position {
  const node = nodeAt(root, path)
  return node !== undefined ? node.where : valuePosition(root, path.slice(0, -1))
}

/** Where the last key of `path` was written; of a value without a key, where the value is. */
export function keyPosition(root: Located, path: Path): Position {
  const parent = nodeAt(root, path.slice(0, -1))
  const entry = parent?.kind === 'mapping' ? parent.entries.get(String(path[path.length - 1])) : undefined
  return entry?.key ?? valuePosition(root, path)
}
