import { homedir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readIntegers, readNpy, writeNpy } from '../../src/data/npy.ts'
import type { Manifest } from '../../src/engine/manifest.ts'
import type { EngineEvent, Job } from '../../src/engine/protocol.ts'
import { bundledManifests } from '../../src/runner/engine-registry.ts'
import type { ReadyEngine } from '../../src/runner/ready-engine.ts'
import { isReady, resolveEngine } from '../../src/runner/resolve-engine.ts'
import type { EngineAnswers } from '../../src/verify/grade.ts'
import { runEngine } from './engine-process.ts'
import type { NastyCase } from './nasty-data.ts'
import { type Configuration, TINY_OPTIONS, temporaryFolder } from './tiny-job.ts'

/** The bundled engines that can be started on this machine, of whatever language; says which cannot. */
export function readyEngines(): ReadyEngine[] {
  const cacheRoot = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'knnbench')
  const resolved = bundledManifests().map((found) => {
    const { name } = found.manifest
    return resolveEngine({ name, use: name, params: {} }, found, 1, cacheRoot)
  })
  for (const engine of resolved)
    if (!isReady(engine)) console.warn(`SKIPPED: ${engine.entry.name} (${engine.missing}; ${engine.fix})`)
  return resolved.filter(isReady)
}

/** What an engine did with one untimed pass, in which everything of `configurations` was asked. */
export interface AskedEngine {
  readonly events: readonly EngineEvent[]
  /** Its answers of one metric, as the grades want them. */
  answers(metric: string): EngineAnswers
}

export function askEngine(
  engine: ReadyEngine,
  asked: NastyCase,
  { configurations, task }: { readonly configurations: readonly Configuration[]; readonly task: Job['task'] },
): AskedEngine {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const job = { ...jobOf(engine.manifest, path, asked, configurations), task }
  const { code, events, stderr } = runEngine(engine.command.words, path, job)
  if (code !== 0) throw new Error(`${engine.manifest.name} ended with ${code}: ${stderr}`)
  const { name, vote, capabilities } = engine.manifest
  const { dtype, form } = capabilities
  return {
    events,
    answers: (metric) => ({
      engine: name,
      declared: { dtype, form, vote },
      ...readAnswers(events, metric, path),
    }),
  }
}

function jobOf(
  { name, fit_depends_on }: Manifest,
  folder: string,
  asked: NastyCase,
  configurations: readonly Configuration[],
): Job {
  const file = (part: string): string => join(folder, `${part}.npy`)
  for (const part of ['X_train', 'X_score'] as const) {
    const { rows, columns, values } = asked[part]
    writeNpy(file(part), { shape: [rows, columns], data: values })
  }
  writeNpy(file('y_train'), { shape: [asked.y_train.length], data: asked.y_train })
  const [X_train, y_train, X_score] = ['X_train', 'y_train', 'X_score'].map(file)
  const largest = Math.max(...configurations.map(({ n_neighbors }) => n_neighbors))
  const metrics = [...new Set(configurations.map(({ metric }) => metric))]
  return {
    protocol: 1,
    engine: name,
    params: {},
    fit_depends_on,
    task: 'classification',
    n_classes: asked.n_classes,
    threads: 1,
    data: { X_train, y_train, X_timed: X_score, X_score },
    out: folder,
    protocol_options: TINY_OPTIONS,
    timed: [],
    untimed: {
      configurations: [...configurations],
      neighbors: metrics.map((metric) => ({ metric, n_neighbors: largest })),
    },
  }
}

function readAnswers(
  events: readonly EngineEvent[],
  metric: string,
  folder: string,
): Pick<EngineAnswers, 'cells' | 'neighbors'> {
  const path = (file: string): string => join(folder, file)
  const cells = events.flatMap((event) =>
    event.event === 'result' && event.configuration.metric === metric
      ? [{ ...event.configuration, labels: readIntegers(path(event.labels)) }]
      : [],
  )
  const found = events.find((event) => event.event === 'neighbors' && event.metric === metric)
  if (found?.event !== 'neighbors') return { cells }
  const { n_neighbors, indices, distances } = found
  const read = Float64Array.from(readNpy(path(distances)).data, Number)
  return { cells, neighbors: { n_neighbors, indices: readIntegers(path(indices)), distances: read } }
}
