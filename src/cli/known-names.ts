import type { KnownNames } from '../config/study.ts'
import { readRegistry } from '../data/registry.ts'
import { TWIN_NAMES } from '../data/twins.ts'
import { bundledManifests } from '../runner/engine-registry.ts'
import { METRIC_NAMES } from '../verify/metrics/index.ts'

/** The names that a study on this installation may use. */
export function knownNames(): KnownNames {
  const manifests = bundledManifests().map(({ manifest }) => manifest)
  return {
    engines: manifests.map(({ name }) => name),
    engine_params: new Map(manifests.map(({ name, params }) => [name, params ?? []])),
    datasets: [...readRegistry().map(({ name }) => name), ...TWIN_NAMES],
    metrics: METRIC_NAMES,
  }
}
