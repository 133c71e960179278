import { homedir } from 'node:os'
import { join } from 'node:path'
import { bundledManifests, type FoundManifest } from '../../src/runner/engine-registry.ts'
import { findSetup } from '../../src/runner/setups.ts'

const cacheRoot = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'knnbench')

export interface BuiltEngine {
  readonly name: string
  readonly found: FoundManifest
  readonly program: string
}

/** The engines of these setups that are built on this machine; says which are not. */
export function builtEngines(setups: readonly string[]): BuiltEngine[] {
  return bundledManifests().flatMap((found) => {
    const { name, setup } = found.manifest
    if (setup === undefined || !setups.includes(setup)) return []
    const program = findSetup(setup, cacheRoot)?.program
    if (program !== undefined) return [{ name, found, program }]
    console.warn(`SKIPPED: ${name} (knnbench engines setup ${setup})`)
    return []
  })
}
