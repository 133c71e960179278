import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readIntegers, readNpy, writeNpy } from '../../src/data/npy.ts'
import type { Manifest } from '../../src/engine/manifest.ts'
import type { EngineEvent, Job } from '../../src/engine/protocol.ts'
import { bundledManifests, type FoundManifest, resolveWord } from '../../src/runner/engine-registry.ts'
import type { CellGrade, EngineAnswers } from '../../src/verify/grade.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { installedPython } from '../full/installed-python.ts'
import { type EngineRun, runEngine } from './engine-process.ts'
import type { NastyCase } from './nasty-data.ts'
import { type Configuration, TINY_OPTIONS, temporaryFolder } from './tiny-job.ts'

/** The bundled engines of the Python driver whose setup is on this machine; says which are not. */
export function readyPythonEngines(): FoundManifest[] {
  const engines = bundledManifests().filter(({ manifest }) => manifest.ecosystem === 'python')
  const isReady = ({ manifest }: FoundManifest) => installedPython(manifest.setup) !== undefined
  for (const { manifest } of engines.filter((found) => !isReady(found)))
    console.warn(`SKIPPED: ${manifest.name} (knnbench engines setup ${manifest.setup})`)
  return engines.filter(isReady)
}

/** One untimed pass over all `configurations`, and the neighbors at the largest k of each metric. */
export function askPython(
  found: FoundManifest,
  asked: NastyCase,
  configurations: readonly Configuration[],
): EngineRun & { readonly folder: string } {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const { command, setup } = found.manifest
  const words = command.map((word) => resolveWord(word, found.file, installedPython(setup)))
  return { ...runEngine(words, path, jobOf(found.manifest, path, asked, configurations)), folder: path }
}

/** Every cell of one metric that `askPython` got, with its grade. */
export function gradedPython(
  { manifest }: FoundManifest,
  asked: NastyCase,
  { events, folder, metric }: EngineRun & { readonly folder: string; readonly metric: string },
): readonly CellGrade[] {
  const { dtype, form } = manifest.capabilities
  const declared = { dtype, form, vote: manifest.vote }
  const answers = { engine: manifest.name, declared, ...answersOf(events, metric, folder) }
  return gradeAnswers({ ...asked, metric }, [answers]).get(manifest.name) ?? []
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
  const largest = (metric: string): number =>
    Math.max(...configurations.filter((one) => one.metric === metric).map((one) => one.n_neighbors))
  const metrics = [...new Set(configurations.map(({ metric }) => metric))]
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
      configurations: [...configurations],
      neighbors: metrics.map((metric) => ({ metric, n_neighbors: largest(metric) })),
    },
  }
}

function answersOf(
  events: readonly EngineEvent[],
  metric: string,
  folder: string,
): Required<Pick<EngineAnswers, 'cells' | 'neighbors'>> {
  const path = (file: string): string => join(folder, file)
  const cells = events.flatMap((event) =>
    event.event === 'result' && event.configuration.metric === metric
      ? [{ ...event.configuration, labels: readIntegers(path(event.labels)) }]
      : [],
  )
  const found = events.find((event) => event.event === 'neighbors' && event.metric === metric)
  if (found?.event !== 'neighbors') throw new Error(`no neighbors for ${metric}`)
  const { n_neighbors, indices, distances } = found
  const read = Float64Array.from(readNpy(path(distances)).data, Number)
  return { cells, neighbors: { n_neighbors, indices: readIntegers(path(indices)), distances: read } }
}
