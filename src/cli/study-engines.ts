import type { Study } from '../config/study.ts'
import { bundledManifests, type FoundManifest, readManifest } from '../runner/engine-registry.ts'
import type { MissingEngine, ReadyEngine } from '../runner/ready-engine.ts'
import { isReady, resolveEngine } from '../runner/resolve-engine.ts'
import { requireTrust } from '../runner/trust.ts'

export interface StudyEngines {
  readonly ready: readonly ReadyEngine[]
  readonly missing: readonly MissingEngine[]
}

/** The engines of a study, in its order. A foreign manifest that is not trusted is an InputError. */
export function studyEngines(study: Study, cacheRoot: string): StudyEngines {
  const bundled = new Map(bundledManifests().map((found) => [found.manifest.name, found]))
  const resolved = study.engines.map((entry) =>
    resolveEngine(entry, manifestOf(entry, bundled, cacheRoot), study.protocol.threads, cacheRoot),
  )
  return {
    ready: resolved.filter(isReady),
    missing: resolved.filter((engine): engine is MissingEngine => !isReady(engine)),
  }
}

function manifestOf(
  { use, manifest }: Study['engines'][number],
  bundled: ReadonlyMap<string, FoundManifest>,
  cacheRoot: string,
): FoundManifest {
  if (manifest !== undefined) return requireTrust(readManifest(manifest, 'foreign'), cacheRoot)
  const found = bundled.get(use)
  if (found === undefined) throw new Error(`engine "${use}" passed the study's check but has no manifest`)
  return found
}
