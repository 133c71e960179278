import { unknownParam, unknownParams } from '../config/engine-params.ts'
import { InputError } from '../config/input-error.ts'
import type { Study } from '../config/study.ts'
import type { StudyPlaces } from '../config/study-places.ts'
import { bundledManifests, type FoundManifest, readManifest } from '../runner/engine-registry.ts'
import type { MissingEngine, ReadyEngine } from '../runner/ready-engine.ts'
import { isReady, resolveEngine } from '../runner/resolve-engine.ts'
import { requireTrust } from '../runner/trust.ts'

export interface StudyEngines {
  readonly ready: readonly ReadyEngine[]
  readonly missing: readonly MissingEngine[]
}

type Entry = Study['engines'][number]

/**
 * The engines of a study, in its order. A foreign manifest that is not trusted, or a parameter that it does not
 * list, is an InputError.
 */
export function studyEngines(study: Study, places: StudyPlaces, cacheRoot: string): StudyEngines {
  const bundled = new Map(bundledManifests().map((found) => [found.manifest.name, found]))
  const resolved = study.engines.map((entry) => {
    const found = manifestOf(entry, bundled, cacheRoot)
    checkParams(entry, found, places)
    return resolveEngine(entry, found, study.protocol.threads, cacheRoot)
  })
  return {
    ready: resolved.filter(isReady),
    missing: resolved.filter((engine): engine is MissingEngine => !isReady(engine)),
  }
}

function manifestOf(
  { use, manifest }: Entry,
  bundled: ReadonlyMap<string, FoundManifest>,
  cacheRoot: string,
): FoundManifest {
  if (manifest !== undefined) return requireTrust(readManifest(manifest, 'foreign'), cacheRoot)
  const found = bundled.get(use)
  if (found === undefined) throw new Error(`engine "${use}" passed the study's check but has no manifest`)
  return found
}

/** The study's own check knows the parameters of bundled engines only. */
function checkParams({ name, params }: Entry, { manifest }: FoundManifest, places: StudyPlaces): void {
  const allowed = manifest.params
  if (allowed === undefined) return
  const problems = unknownParams(params, allowed).map((param) => ({
    where: places.parameter(name, param),
    ...unknownParam(manifest.name, param, allowed),
  }))
  if (problems.length > 0) throw new InputError(problems)
}
