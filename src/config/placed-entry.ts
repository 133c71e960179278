import { keyPath, type Path, quoted } from './printable.ts'
import { type Finding, suggestion } from './schema-findings.ts'

/** An entry of a list that fits its schema, with its place; entries that do not are reported by the schema. */
export interface Placed<Entry> {
  readonly path: Path
  readonly entry: Entry
}

/** A name that is not among the known ones, with the nearest of them. */
export function unknownName(
  what: 'dataset' | 'engine',
  name: string,
  path: Path,
  known: readonly string[],
): Finding {
  const list = `List them with: knnbench ${what}s list`
  const fix = [suggestion(name, known), list].filter((part) => part !== '').join(' ')
  return { path, at: 'value', found: `unknown ${what} ${quoted(name)}.`, fix }
}

/** Two keys of which an entry may have one. */
export function both(path: Path, first: string, second: string): Finding {
  const found = `${keyPath(path)} has both ${first} and ${second}.`
  return { path: [...path, second], at: 'key', found, fix: 'Keep one of them.' }
}
