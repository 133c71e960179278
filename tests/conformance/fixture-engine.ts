import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Host } from '../../src/conformance/host.ts'
import { runEngineProcess } from '../../src/runner/engine-process.ts'
import { bundledManifests, readManifest } from '../../src/runner/engine-registry.ts'
import type { ReadyEngine } from '../../src/runner/ready-engine.ts'
import { isReady, resolveEngine } from '../../src/runner/resolve-engine.ts'

const ENGINES = fileURLToPath(new URL('../fixtures/engines/', import.meta.url))

/** Starts real processes in a folder of its own. */
export function testHost(): { readonly host: Host; readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'knnbench-conformance-'))
  const host: Host = {
    runEngine: (task) => runEngineProcess(task, undefined),
    createFolder: () => mkdtempSync(join(folder, 'process-')),
    discard: (path) => rmSync(path, { recursive: true, force: true }),
    cancel: new AbortController().signal,
  }
  return { host, folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A program of `tests/fixtures/engines` that promises all that ts-brute does, of the euclidean metric. */
export function fixtureEngine(name: string, folder: string): ReadyEngine {
  const file = join(folder, `${name}.yaml`)
  writeFileSync(file, fixtureManifest(name))
  const found = readManifest(file, 'foreign')
  const engine = resolveEngine({ name, use: name, params: {} }, found, 1, folder)
  if (!isReady(engine)) throw new Error(`${name}: ${engine.missing}`)
  return engine
}

export function fixtureManifest(name: string): string {
  return `name: ${name}
ecosystem: other
library: knnbench test engines
description: Wrong on purpose.
command: [node, --expose-gc, ${join(ENGINES, `${name}.mjs`)}]
capabilities:
  { metrics: [euclidean], weights: [uniform, distance], tasks: [classification], dtype: float64, form: difference,
    threads: 1, exact: true, neighbors: true, probabilities: ${name !== 'wrong-vote' && name !== 'k-plus-one'} }
`
}

/** An engine of ours, which the build has. */
export function bundledEngine(name: string): ReadyEngine {
  const found = bundledManifests().find(({ manifest }) => manifest.name === name)
  if (found === undefined) throw new Error(`no engine ${name}`)
  const engine = resolveEngine({ name, use: name, params: {} }, found, 1, '')
  if (!isReady(engine)) throw new Error(`${name}: ${engine.missing}`)
  return engine
}
