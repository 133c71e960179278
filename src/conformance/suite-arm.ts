import { join } from 'node:path'
import type { Study } from '../config/study.ts'
import { CASE_FILES, type PreparedCase } from '../data/case.ts'
import type { Matrix } from '../data/matrix.ts'
import { writeNpy } from '../data/npy.ts'
import { PROTOCOL_VERSION } from '../engine/protocol.ts'
import { expandGrid } from '../plan/grid.ts'
import { type Arm, makeArm } from '../runner/arm.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import type { SampledRows, StudyCase } from '../runner/study-case.ts'
import { METRIC_NAMES, withAnyP } from '../verify/metrics/index.ts'
import type { SuiteData, ValueSuiteData } from './suite-case.ts'

const TIMEOUT_NS = 60e9

/** Everything that an engine declares and the oracle knows, at these k; `without` some metrics. */
export function declaredGrid(
  { manifest }: ReadyEngine,
  n_neighbors: readonly number[],
  without: readonly string[] = [],
): Study['grid'] {
  const { metrics, weights } = manifest.capabilities
  const known = metrics.filter((metric) => METRIC_NAMES.includes(metric) && !without.includes(metric))
  return { n_neighbors, metric: known.map(withAnyP), weights }
}

/** The study that an engine is asked in. */
export function suiteStudy(
  { entry }: ReadyEngine,
  grid: Study['grid'],
  task: Study['task'] = 'classification',
): Study {
  return {
    name: 'verify',
    task,
    datasets: [],
    engines: [entry],
    baseline: entry.name,
    grid,
    splits: [],
    prepares: {},
    protocol: {
      rounds: 1,
      configurations_per_round: 'all',
      rows: 'all',
      score_rows: 'all',
      warmup: { calls: 1 },
      repeats: 2,
      min_time_ns: 0,
      mode: 'batch',
      time_proba: false,
      seed: 1,
      threads: 1,
      timeout_ns: TIMEOUT_NS,
    },
    analysis: { alpha: 0.05, equivalence: 0.05, family: 'study' },
  }
}

/** Data with classes are classified. */
export function taskOf(data: SuiteData | ValueSuiteData): Study['task'] {
  return 'n_classes' in data ? 'classification' : 'regression'
}

/** The engine before these data, which are written to `directory` as any prepared case is. */
export function suiteArm(
  engine: ReadyEngine,
  study: Study,
  { name, data }: { readonly name: string; readonly data: SuiteData | ValueSuiteData },
  directory: string,
): Arm {
  writeMatrix(join(directory, CASE_FILES.X_train), data.X_train)
  writeNpy(join(directory, CASE_FILES.y_train), { shape: [data.y_train.length], data: data.y_train })
  const all = writtenRows(directory, CASE_FILES.X_test, data.X_score)
  const studyCase: StudyCase = {
    prepared: preparedCase(name, data, directory),
    timed: all,
    score: all,
    probe: all,
  }
  return makeArm(studyCase, engine, {
    task: study.task,
    grid: expandGrid(study.grid),
    protocol: study.protocol,
    tool_version: '',
    protocol_version: PROTOCOL_VERSION,
    environment_id: '',
  })
}

/** Writes rows beside a case. */
export function writtenRows(directory: string, file: string, X: Matrix): SampledRows {
  const path = join(directory, file)
  writeMatrix(path, X)
  return { path, positions: Int32Array.from({ length: X.rows }, (_, row) => row) }
}

function writeMatrix(path: string, { rows, columns, values }: Matrix): void {
  writeNpy(path, { shape: [rows, columns], data: values })
}

function preparedCase(name: string, data: SuiteData | ValueSuiteData, directory: string): PreparedCase {
  const { X_train, X_score } = data
  const n_classes = 'n_classes' in data ? data.n_classes : 0
  const sha256 = ''
  return {
    case_id: name,
    dataset: name,
    split: { kind: 'holdout', test_size: 0.5, stratify: false, seed: 0 },
    split_label: '',
    prepare: '',
    key: name,
    directory,
    n_train: X_train.rows,
    n_test: X_score.rows,
    n_features: X_train.columns,
    classes: Array.from({ length: n_classes }, (_, code) => String(code)),
    positive: n_classes === 0 ? '' : String(n_classes - 1),
    features: [],
    warnings: [],
    hashes: {
      source: sha256,
      X_train: sha256,
      X_test: sha256,
      y_train: sha256,
      y_test: sha256,
      train_index: sha256,
      test_index: sha256,
    },
  }
}
