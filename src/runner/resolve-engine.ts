import type { EngineEntry } from '../config/study.ts'
import { packageVersion, toolVersion } from '../engine/package-version.ts'
import { buildHash } from './build-hash.ts'
import { type FoundManifest, resolveWord } from './engine-registry.ts'
import { UNDECLARED } from './hello-fault.ts'
import type { MissingEngine, ReadyEngine } from './ready-engine.ts'
import type { ReadySetup } from './setups/setup-kind.ts'
import { findSetup, missingTool } from './setups.ts'

/** What is needed to start an engine, or what is missing and the command that mends it. */
export function resolveEngine(
  entry: EngineEntry,
  found: FoundManifest,
  threads: number,
  cacheRoot: string,
): ReadyEngine | MissingEngine {
  const { manifest } = found
  const setup = manifest.setup === undefined ? undefined : findSetup(manifest.setup, cacheRoot)
  if (manifest.setup !== undefined && setup === undefined) {
    return { entry, missing: notSetUp(manifest.setup), fix: `knnbench engines setup ${manifest.setup}` }
  }
  const version = libraryVersion(found, setup)
  if (version === undefined) {
    const name = manifest.package ?? manifest.library
    return { entry, missing: `${name} is not installed`, fix: `npm install ${name}` }
  }
  return {
    entry,
    manifest,
    manifest_sha256: buildHash(found, setup),
    version,
    runtime:
      setup?.runtime ?? (manifest.command[0] === 'node' ? `Node ${process.version}` : manifest.command[0]),
    command: {
      words: manifest.command.map((word) => resolveWord(word, found.file, setup?.program)),
      environment: threadPools(threads),
    },
  }
}

export function isReady(engine: ReadyEngine | MissingEngine): engine is ReadyEngine {
  return 'command' in engine
}

function notSetUp(setup: string): string {
  const tool = missingTool(setup)
  return tool === undefined ? 'not set up' : `not set up, and ${tool.found}`
}

function libraryVersion(
  { manifest, origin }: FoundManifest,
  setup: ReadySetup | undefined,
): string | undefined {
  if (manifest.package === undefined) return origin === 'bundled' ? toolVersion() : UNDECLARED
  if (setup !== undefined) return setup.packages[manifest.package.toLowerCase()]
  try {
    return packageVersion(manifest.package)
  } catch {
    return undefined
  }
}

/** Every thread pool an engine may bring is told how many threads it has, and not to spin while it waits. */
function threadPools(threads: number): Record<string, string> {
  const pools = [
    'OMP_NUM_THREADS',
    'OPENBLAS_NUM_THREADS',
    'MKL_NUM_THREADS',
    'RAYON_NUM_THREADS',
    'NUMEXPR_NUM_THREADS',
  ]
  return {
    ...Object.fromEntries(pools.map((name) => [name, String(threads)])),
    OMP_WAIT_POLICY: 'PASSIVE',
    KMP_BLOCKTIME: '0',
    PYTHONDONTWRITEBYTECODE: '1',
  }
}
