import { InputError } from '../config/input-error.ts'
import { quoted } from '../config/printable.ts'
import type { EngineEntry, Study } from '../config/study.ts'
import { BASE, HEAD } from '../report/gate/builds.ts'
import type { FoundManifest } from '../runner/engine-registry.ts'
import type { MissingEngine, ReadyEngine } from '../runner/ready-engine.ts'
import { isReady, resolveEngine } from '../runner/resolve-engine.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'
import { namedEngine } from './named-engine.ts'

/** The two builds as the command line names them. */
export interface NamedBuilds {
  readonly base: string
  readonly head: string
}

export interface GateStudy {
  readonly study: Study
  readonly ready: readonly ReadyEngine[]
  /** Sentences that whoever reads the result should know. */
  readonly notes: readonly string[]
}

/** The study with its engines replaced by two builds of one, the base as baseline; neither is compared with another engine. */
export function gateStudy(study: Study, named: NamedBuilds, io: Io): GateStudy {
  const [base, head] = [named.base, named.head].map((one) => namedEngine(one, io).found)
  requireOneEngine(base, head)
  const engines = [entryOf(BASE, base, study), entryOf(HEAD, head, study)]
  const resolved = [base, head].map((found, i) =>
    resolveEngine(engines[i], found, study.protocol.threads, cacheRoot(io)),
  )
  return {
    study: { ...study, engines, baseline: BASE },
    ready: resolved.map((engine) => requireReady(engine)),
    notes: sameBuild(resolved),
  }
}

function requireOneEngine(base: FoundManifest, head: FoundManifest): void {
  if (base.manifest.name === head.manifest.name) return
  throw new InputError({
    where: { file: head.file },
    found: `this manifest is of ${quoted(head.manifest.name)}, and that of the base of ${quoted(base.manifest.name)}: a gate compares two builds of one engine.`,
    fix: 'Compare two engines with a study of both: knnbench run.',
  })
}

/** Parameters are those of the study's own entry of this engine, where it has one. */
function entryOf(name: string, { manifest, file, origin }: FoundManifest, { engines }: Study): EngineEntry {
  const params = engines.find(({ use }) => use === manifest.name)?.params ?? {}
  return { name, use: manifest.name, params, ...(origin === 'foreign' ? { manifest: file } : {}) }
}

function requireReady(engine: ReadyEngine | MissingEngine): ReadyEngine {
  if (isReady(engine)) return engine
  throw new InputError({
    found: `the ${engine.entry.name} is not ready: ${engine.missing}.`,
    fix: `Set it up with: ${engine.fix}`,
  })
}

/** Whoever compares a build with itself should know it, most of all where they did not mean to. */
function sameBuild([base, head]: readonly (ReadyEngine | MissingEngine)[]): string[] {
  if (!isReady(base) || !isReady(head) || base.manifest_sha256 !== head.manifest_sha256) return []
  return ['both manifests and the programs they name are the same, byte for byte']
}
