import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { quoted } from '../config/printable.ts'
import { bundledManifests, type FoundManifest, readManifest } from '../runner/engine-registry.ts'
import type { MissingEngine, ReadyEngine } from '../runner/ready-engine.ts'
import { resolveEngine } from '../runner/resolve-engine.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'

/** An engine that the command line names, ready or not. */
export interface NamedEngine {
  readonly found: FoundManifest
  readonly engine: ReadyEngine | MissingEngine
}

/**
 * The engine of a bundled name, or of the manifest at a path; whoever types the path of a manifest has chosen to run
 * it, this once.
 */
export function namedEngine(named: string, io: Io): NamedEngine {
  const bundled = bundledManifests()
  const found = bundled.find(({ manifest }) => manifest.name === named) ?? outside(named, bundled, io)
  return resolved(found, io)
}

/** Every engine that comes with the tool. */
export function bundledEngines(io: Io): NamedEngine[] {
  return bundledManifests().map((found) => resolved(found, io))
}

function outside(named: string, bundled: readonly FoundManifest[], { cwd }: Io): FoundManifest {
  const file = resolve(cwd, named)
  if (/[/\\]|\.ya?ml$/i.test(named) || existsSync(file)) return readManifest(file, 'foreign')
  const names = bundled.map(({ manifest }) => manifest.name)
  throw new InputError({
    found: `unknown engine ${quoted(named)}.${didYouMean(named, names)}`,
    fix: 'List them with: knnbench engines list. One of your own is named by the path of its manifest.',
  })
}

function resolved(found: FoundManifest, io: Io): NamedEngine {
  const { name } = found.manifest
  return { found, engine: resolveEngine({ name, use: name, params: {} }, found, 1, cacheRoot(io)) }
}
