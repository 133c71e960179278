import type { Job } from '../../src/engine/protocol.ts'
import type { FoundManifest } from '../../src/runner/engine-registry.ts'
import { bundledManifests, resolveWord } from '../../src/runner/engine-registry.ts'
import { installedPython } from '../full/installed-python.ts'
import { type EngineRun, runEngine } from './engine-process.ts'
import { temporaryFolder, tinyJob } from './tiny-job.ts'

/** The folder of packages that `knnbench engines setup NAME` filled, if it did: a setup's program, as a Python one's. */
export const installedPackages = installedPython

/** The bundled engines of libraries from npm that a setup installs; says which are not on this machine. */
export function readyNpmEngines(): FoundManifest[] {
  const engines = bundledManifests().filter(
    ({ manifest }) => manifest.ecosystem === 'npm' && manifest.setup !== undefined,
  )
  const isReady = ({ manifest }: FoundManifest) => installedPackages(manifest.setup) !== undefined
  for (const { manifest } of engines.filter((found) => !isReady(found)))
    console.warn(`SKIPPED: ${manifest.name} (knnbench engines setup ${manifest.setup})`)
  return engines.filter(isReady)
}

/** A small job, with whatever is changed in it, run by the built driver. */
export function runTiny(found: FoundManifest, changes: Partial<Job>): EngineRun {
  const { path, remove } = temporaryFolder()
  try {
    const { name, command, setup } = found.manifest
    const words = command.map((word) => resolveWord(word, found.file, installedPackages(setup)))
    return runEngine(words, path, tinyJob(path, { engine: name, ...changes }))
  } finally {
    remove()
  }
}
