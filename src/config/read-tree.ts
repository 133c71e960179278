import { type Alias, type Document, isAlias, isCollection, isMap, isPair, isScalar, isSeq, visit } from 'yaml'
import { InputError, type InputProblem, type Position } from './input-error.ts'
import type { Located, LocatedEntry, LocatedScalar, ScalarValue } from './located-tree.ts'
import { quoted } from './printable.ts'

// Aliases may repeat parts but not multiply without end; the largest sensible study has some hundred values.
const MAX_VALUES = 10_000
const MAX_DEPTH = 16

export interface Tree {
  readonly root: Located
  readonly problems: readonly InputProblem[]
}

interface Reading {
  /** The node that each alias stands for; an alias without one is not in it. */
  readonly targets: ReadonlyMap<Alias, unknown>
  readonly where: (offset: number) => Position
  readonly problems: InputProblem[]
  values: number
}

/**
 * The document's values with their positions, aliases resolved. Duplicate keys and unknown aliases are
 * problems beside the tree; too many or too deeply nested values throw `InputError`.
 */
export function readTree(document: Document, where: (offset: number) => Position): Tree {
  const reading: Reading = { targets: aliasTargets(document), where, problems: [], values: 0 }
  return { root: readNode(document.contents, reading, { depth: 0, start: 0 }), problems: reading.problems }
}

/** One walk for all aliases; the library's own resolve() walks from the start of the document for each. */
function aliasTargets(document: Document): Map<Alias, unknown> {
  const anchors = new Map<string, unknown>()
  const targets = new Map<Alias, unknown>()
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        if (anchors.has(node.source)) targets.set(node, anchors.get(node.source))
      } else if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
        anchors.set(node.anchor, node)
      }
    },
  })
  return targets
}

/** A file whose values are nested without end. */
export function nestedTooDeep(where: Position): InputError {
  return excess(`values are nested more than ${MAX_DEPTH} deep`, where)
}

function excess(found: string, where: Position): InputError {
  return new InputError({
    where,
    found: `${found}.`,
    fix: 'No study needs that; is an anchor inside itself?',
  })
}

interface Place {
  readonly depth: number
  /** Offset to fall back to for a value that was left empty. */
  readonly start: number
}

function readNode(node: unknown, reading: Reading, place: Place): Located {
  const start = startOf(node) ?? place.start
  const where = reading.where(start)
  refuseExcess(reading, place, where)
  if (isAlias(node)) return readAlias(node, reading, { ...place, start })
  const inner = { depth: place.depth + 1, start }
  if (isSeq(node))
    return { kind: 'list', where, items: node.items.map((item) => readNode(item, reading, inner)) }
  if (isMap(node)) return { kind: 'mapping', where, entries: readEntries(node.items, reading, inner) }
  return readScalar(node, where)
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isSeq(node) || isMap(node) || isAlias(node) ? node.range?.[0] : undefined
}

function refuseExcess(reading: Reading, place: Place, where: Position): void {
  reading.values += 1
  if (place.depth > MAX_DEPTH) throw nestedTooDeep(where)
  if (reading.values > MAX_VALUES) throw excess(`aliases and values come to more than ${MAX_VALUES}`, where)
}

function readAlias(alias: Alias, reading: Reading, place: Place): Located {
  const target = reading.targets.get(alias)
  if (target !== undefined) return readNode(target, reading, { ...place, depth: place.depth + 1 })
  const where = reading.where(place.start)
  reading.problems.push({
    where,
    found: `no anchor is named ${quoted(alias.source)} before this alias.`,
    fix: `Define it with  &${alias.source}.`,
  })
  return { kind: 'scalar', where, value: null, source: '' }
}

function readEntries(pairs: readonly unknown[], reading: Reading, place: Place): Map<string, LocatedEntry> {
  const entries = new Map<string, LocatedEntry>()
  for (const pair of pairs.filter(isPair)) {
    const position = reading.where(startOf(pair.key) ?? place.start)
    const key = readKey(pair.key, reading, position)
    const value = readNode(pair.value, reading, { ...place, start: startOf(pair.key) ?? place.start })
    const first = entries.get(key)
    if (first === undefined) entries.set(key, { key: position, value })
    else reading.problems.push(duplicateKey(key, position, first.key))
  }
  return entries
}

function readKey(key: unknown, reading: Reading, where: Position): string {
  const text = isScalar(key) ? String(key.value ?? '') : undefined
  // Plain objects are built from these keys, and validators skip this one.
  if (text !== undefined && text !== '__proto__') return text
  reading.problems.push({ where, found: 'a key must be plain text.', fix: 'Write  key: value.' })
  return ''
}

function duplicateKey(key: string, where: Position, first: Position): InputProblem {
  return {
    where,
    found: `duplicate key ${quoted(key)}; the first is in line ${first.line}.`,
    fix: 'Delete one of them.',
  }
}

function readScalar(node: unknown, where: Position): LocatedScalar {
  const value = isScalar(node) ? node.value : null
  const source = isScalar(node) && typeof node.source === 'string' ? node.source : ''
  return { kind: 'scalar', where, value: isScalarValue(value) ? value : String(value), source }
}

function isScalarValue(value: unknown): value is ScalarValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
