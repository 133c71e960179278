import { engineCount, expandEngine, MOST_ENGINES, type WrittenParams } from './expand-engine.ts'
import { NAME } from './name.ts'
import { keyPath, type Path, quoted } from './printable.ts'
import type { Finding } from './schema-findings.ts'

/** What is wrong with the engines that lists of parameter values make of one entry: too many, or names that cannot be. */
export function checkExpansion(
  path: Path,
  name: string,
  params: WrittenParams,
  knownEngines: readonly string[],
): Finding[] {
  const count = engineCount(params)
  // Of a value listed twice it is said where it stands.
  if (count === 1 || Object.values(params).some(hasDoubles)) return []
  const at = { path: [...path, 'params'], at: 'value' } as const
  const subject = keyPath(at.path)
  if (count > MOST_ENGINES) {
    const found = `${subject} makes ${count} engines; allowed: at most ${MOST_ENGINES}.`
    return [{ ...at, found, fix: 'List fewer values.' }]
  }
  const names = expandEngine(name, params).map((engine) => engine.name)
  const fault = names.map((one, i) => nameFault(one, names.indexOf(one) < i, knownEngines)).find(Boolean)
  if (fault === undefined) return []
  return [{ ...at, found: `${subject} makes ${fault}.`, fix: 'Write each value as an entry of its own.' }]
}

function nameFault(name: string, isRepeated: boolean, known: readonly string[]): string | undefined {
  if (!NAME.test(name))
    return `the name ${quoted(name)}; allowed: at most 64 characters, a-z, 0-9, ".", "_" and "-"`
  if (isRepeated) return `the name ${quoted(name)} twice`
  return known.includes(name) ? `the name ${quoted(name)}, that of another engine` : undefined
}

function hasDoubles(value: WrittenParams[string]): boolean {
  const values = [value].flat()
  return new Set(values).size < values.length
}
