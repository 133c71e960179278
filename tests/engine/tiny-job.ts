import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeNpy } from '../../src/data/npy.ts'
import type { Job } from '../../src/engine/protocol.ts'

export type Configuration = Job['timed'][number]['first']

export function configuration(
  n_neighbors: number,
  metric = 'euclidean',
  weights: Configuration['weights'] = 'uniform',
): Configuration {
  return { n_neighbors, metric, weights }
}

/** Points of a 4 × 3 grid around three corners, no two distances tied by design; 12 training rows, 2 features. */
const TRAINING = {
  X: [
    0, 0.1, 1, 0.3, 0.2, 1.3, 1.7, 1.1, 10, 0, 11.2, 0.4, 10.1, 1.9, 11, 1.05, 0, 10.3, 1.4, 10, 0.15, 11.6,
    1, 11.9,
  ],
  y: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2],
  n_classes: 3,
}
const QUERIES = [0.4, 0.5, 10.6, 0.7, 0.6, 10.9]
const SCORED = [0.4, 0.5, 10.6, 0.7, 0.6, 10.9, 9, 0.2, 0.1, 9]

/** An empty folder and what removes it again. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'knnbench-engine-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Writes the tiny data into `folder` and gives a job over it: one metric, k = 1 and 3, answers included. */
export function tinyJob(folder: string, changes: Partial<Job> = {}): Job {
  const file = (name: string): string => join(folder, `${name}.npy`)
  const matrix = (name: string, values: number[]): void =>
    writeNpy(file(name), { shape: [values.length / 2, 2], data: Float64Array.from(values) })
  matrix('X_train', TRAINING.X)
  matrix('X_timed', QUERIES)
  matrix('X_score', SCORED)
  const y = changes.task === 'regression' ? Float64Array.from(TRAINING.y) : Int32Array.from(TRAINING.y)
  writeNpy(file('y_train'), { shape: [y.length], data: y })
  const configurations = [configuration(3), configuration(1)]
  return {
    protocol: 1,
    engine: 'ts-brute',
    params: {},
    fit_depends_on: [],
    task: 'classification',
    n_classes: TRAINING.n_classes,
    threads: 1,
    data: {
      X_train: file('X_train'),
      y_train: file('y_train'),
      X_timed: file('X_timed'),
      X_score: file('X_score'),
    },
    out: folder,
    protocol_options: TINY_OPTIONS,
    timed: [{ metric: 'euclidean', first: configuration(3), configurations }],
    untimed: { configurations, neighbors: [{ metric: 'euclidean', n_neighbors: 3 }] },
    ...changes,
  }
}

/** One call a sample, so that tests do not wait. */
export const TINY_OPTIONS: Job['protocol_options'] = {
  warmup: { calls: 1 },
  repeats: 1,
  min_time_ns: 0,
  mode: 'batch',
  time_proba: false,
  time_search: false,
}
