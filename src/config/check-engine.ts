import { checkExpansion } from './check-expansion.ts'
import { unknownParam, unknownParams } from './engine-params.ts'
import { both, type Placed, unknownName } from './placed-entry.ts'
import { keyPath, quoted } from './printable.ts'
import type { Finding } from './schema-findings.ts'
import type { KnownNames } from './study.ts'
import type { EngineFileEntry } from './study-schema.ts'

/** What is wrong with one engine entry: its names and its parameters. */
export function checkEngine({ path, entry }: Placed<EngineFileEntry>, known: KnownNames): Finding[] {
  if (typeof entry === 'string')
    return known.engines.includes(entry) ? [] : [unknownName('engine', entry, path, known.engines)]
  if (entry.use !== undefined && entry.manifest !== undefined) return [both(path, 'use', 'manifest')]
  const runs = entry.use ?? entry.name
  // A table must not call one engine by the name of another.
  if (known.engines.includes(entry.name) && (entry.manifest !== undefined || runs !== entry.name)) {
    const found = `${keyPath(path)}.name is ${quoted(entry.name)}, the name of another engine.`
    return [{ path: [...path, 'name'], at: 'value', found, fix: 'Choose a name of its own.' }]
  }
  const expansion = checkExpansion(path, entry.name, entry.params, known.engines)
  if (entry.manifest !== undefined) return expansion
  if (known.engines.includes(runs))
    return [...checkParams({ path, entry }, known.engine_params.get(runs)), ...expansion]
  return [unknownName('engine', runs, [...path, entry.use === undefined ? 'name' : 'use'], known.engines)]
}

type EngineMapping = Exclude<EngineFileEntry, string>

function checkParams(
  { path, entry }: Placed<EngineMapping>,
  allowed: readonly string[] | undefined,
): Finding[] {
  if (allowed === undefined) return []
  const engine = entry.use ?? entry.name
  return unknownParams(entry.params, allowed).map((name) => ({
    path: [...path, 'params', name],
    at: 'key',
    ...unknownParam(engine, name, allowed),
  }))
}
