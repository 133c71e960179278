import { homedir } from 'node:os'
import { join } from 'node:path'
import { readIntegers, readNpy, writeNpy } from '../../src/data/npy.ts'
import type { EngineEvent, Job } from '../../src/engine/protocol.ts'
import { bundledManifests, type FoundManifest } from '../../src/runner/engine-registry.ts'
import { findSetup } from '../../src/runner/setups.ts'
import type { EngineAnswers } from '../../src/verify/grade.ts'
import { askedMetrics } from './asked-metrics.ts'
import { type EngineRun, runEngine } from './engine-process.ts'
import { type NastyCase, neighborCounts } from './nasty-data.ts'
import { configuration, TINY_OPTIONS, temporaryFolder } from './tiny-job.ts'

const cacheRoot = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'knnbench')
const built = process.env.KNNBENCH_TEST_RUST ?? findSetup('rust', cacheRoot)?.program

/** The program that `knnbench engines setup rust` built, or the one of the variable; empty where there is none. */
export const RUST_PROGRAM = built ?? ''
export const hasRust = built !== undefined

/** Engines of that program; says why none of them is tested where it is missing. */
export function rustEngines(): FoundManifest[] {
  if (!hasRust)
    console.warn('SKIPPED: Rust engines (no setup; needs cargo, then: knnbench engines setup rust)')
  return bundledManifests().filter(({ manifest }) => manifest.ecosystem === 'rust')
}

export interface AskedEngine extends EngineRun {
  /** What it answered for one metric, as the grades want it. */
  answers(metric: string): EngineAnswers
}

/** Asks a Rust engine for all it can answer about a case, and hands what it did to `check`. */
export function askRust(found: FoundManifest, asked: NastyCase, check: (run: AskedEngine) => void): void {
  askEngine([RUST_PROGRAM], found, asked, check)
}

/** The same of an engine that any command starts. */
export function askEngine(
  command: readonly string[],
  found: FoundManifest,
  asked: NastyCase,
  check: (run: AskedEngine) => void,
): void {
  const folder = temporaryFolder()
  try {
    const run = runEngine(command, folder.path, jobOf(found, folder.path, asked))
    const { name, vote, capabilities } = found.manifest
    const { dtype, form } = capabilities
    check({
      ...run,
      answers: (metric) => ({
        engine: name,
        declared: { dtype, form, vote },
        ...answersOf(run.events, metric, folder.path),
      }),
    })
  } finally {
    folder.remove()
  }
}

function jobOf({ manifest }: FoundManifest, folder: string, asked: NastyCase): Job {
  const { name, fit_depends_on, capabilities } = manifest
  const file = (part: string): string => join(folder, `${part}.npy`)
  for (const part of ['X_train', 'X_score'] as const) {
    const { rows, columns, values } = asked[part]
    writeNpy(file(part), { shape: [rows, columns], data: values })
  }
  writeNpy(file('y_train'), { shape: [asked.y_train.length], data: asked.y_train })
  const { weights } = capabilities
  const metrics = askedMetrics(capabilities.metrics)
  const configurations = metrics.flatMap((metric) =>
    weights.flatMap((one) =>
      neighborCounts(asked.X_train.rows).map((n_neighbors) => configuration(n_neighbors, metric, one)),
    ),
  )
  return {
    protocol: 1,
    engine: name,
    params: {},
    fit_depends_on,
    task: 'classification',
    n_classes: asked.n_classes,
    threads: 1,
    data: {
      X_train: file('X_train'),
      y_train: file('y_train'),
      X_timed: file('X_score'),
      X_score: file('X_score'),
    },
    out: folder,
    protocol_options: TINY_OPTIONS,
    timed: [],
    untimed: {
      configurations,
      neighbors: metrics.map((metric) => ({ metric, n_neighbors: asked.X_train.rows })),
    },
  }
}

function answersOf(
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
