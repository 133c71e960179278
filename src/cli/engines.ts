import { resolve } from 'node:path'
import Table from 'cli-table3'
import type { EngineEntry } from '../config/study.ts'
import type { Manifest } from '../engine/manifest.ts'
import { metricSign } from '../report/metric-sign.ts'
import { NO_BORDERS, NO_COLORS } from '../report/render/borderless.ts'
import { bundledManifests, readManifest } from '../runner/engine-registry.ts'
import { isReady, resolveEngine } from '../runner/resolve-engine.ts'
import { commandWords, trustManifest } from '../runner/trust.ts'
import { engineMatrix, engineMatrixText } from './engine-matrix.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'

interface JsonOption {
  readonly json?: true
}

interface ListedEngine {
  readonly name: string
  readonly ecosystem: string
  readonly library: string
  readonly description: string
  readonly exact: boolean
  readonly metrics: readonly string[]
  readonly weights: readonly string[]
  readonly ready: boolean
  readonly version: string | null
  readonly missing: string | null
  readonly setup: string | null
}

/** `knnbench engines list`. */
export function listCommand({ json, matrix }: JsonOption & { readonly matrix?: true }, io: Io): void {
  const all = bundledManifests()
  if (matrix === true) {
    const manifests = all.map(({ manifest }) => manifest)
    io.stdout.write(json === true ? jsonText(engineMatrix(manifests)) : engineMatrixText(manifests))
    return
  }
  const engines = all.map((found) => {
    const entry: EngineEntry = { name: found.manifest.name, use: found.manifest.name, params: {} }
    return listed(found.manifest, resolveEngine(entry, found, 1, cacheRoot(io)))
  })
  io.stdout.write(json === true ? jsonText(engines) : listText(engines))
}

function listed(manifest: Manifest, engine: ReturnType<typeof resolveEngine>): ListedEngine {
  const { name, ecosystem, library, description, capabilities } = manifest
  const { exact, metrics, weights } = capabilities
  const facts = { name, ecosystem, library, description, exact, metrics, weights }
  return isReady(engine)
    ? { ...facts, ready: true, version: engine.version, missing: null, setup: null }
    : { ...facts, ready: false, version: null, missing: engine.missing, setup: engine.fix }
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function listText(engines: readonly ListedEngine[]): string {
  const table = new Table({
    head: ['name', 'ecosystem', 'kind', 'metrics', 'weights', 'ready'],
    chars: NO_BORDERS,
    style: { ...NO_COLORS, 'padding-left': 2, 'padding-right': 0 },
  })
  for (const engine of engines) {
    table.push([
      engine.name,
      engine.ecosystem,
      engine.exact ? 'exact' : 'approximate',
      engine.metrics.map(metricSign).join(' '),
      engine.weights.join(' '),
      engine.ready ? `✓ ${engine.library} ${engine.version}` : `– ${engine.missing}: ${engine.setup}`,
    ])
  }
  return `${table.toString()}\n`
}

/** `knnbench engines trust`. */
export function trustCommand(path: string, { json }: JsonOption, io: Io): void {
  const found = readManifest(resolve(io.cwd, path), 'foreign')
  trustManifest(found, cacheRoot(io))
  const { name, command } = found.manifest
  io.stdout.write(
    json === true
      ? `${JSON.stringify({ name, command }, null, 2)}\n`
      : `${name} may now run: ${commandWords(found)}\n`,
  )
}
