import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { CASE_FILES, type PreparedCase } from '../../src/data/case.ts'
import { writeNpy } from '../../src/data/npy.ts'
import type { StudyCase } from '../../src/runner/study-case.ts'
import { SCORED_ROWS, TIMED_ROWS } from './scripted-engine.ts'

const N_TRAIN = 6

/** A case of six training rows and one feature, with its files in `directory`. */
export function studyCase(directory: string, dataset: string): StudyCase {
  mkdirSync(directory, { recursive: true })
  const integers = (name: string, length: number): Int32Array => {
    const data = Int32Array.from({ length }, (_, i) => i % 2)
    writeNpy(join(directory, name), { shape: [length], data })
    return data
  }
  const matrix = (name: string, rows: number): string => {
    const path = join(directory, name)
    writeNpy(path, { shape: [rows, 1], data: Float64Array.from({ length: rows }, (_, i) => i) })
    return path
  }
  integers(CASE_FILES.y_train, N_TRAIN)
  integers(CASE_FILES.y_test, SCORED_ROWS)
  integers(CASE_FILES.test_index, SCORED_ROWS)
  matrix(CASE_FILES.X_train, N_TRAIN)
  const rows = (count: number, name: string): StudyCase['timed'] => ({
    positions: Int32Array.from({ length: count }, (_, i) => i),
    path: matrix(name, count),
  })
  return {
    prepared: preparedCase(directory, dataset),
    timed: rows(TIMED_ROWS, 'timed.npy'),
    score: rows(SCORED_ROWS, CASE_FILES.X_test),
    probe: rows(1, 'probe.npy'),
  }
}

/** The same as one fold of a cross-validation. */
export function foldCase(
  directory: string,
  dataset: string,
  { fold, of }: { readonly fold: number; readonly of: number },
): StudyCase {
  const { prepared, score } = studyCase(directory, dataset)
  const none = { positions: new Int32Array(0), path: '' }
  return {
    prepared: {
      ...prepared,
      case_id: `${dataset}/kfold-${of}-fold-${fold}/default`,
      split: { kind: 'kfold', n_splits: of, seed: null, fold, repeat: null },
      split_label: `kfold-${of}`,
    },
    timed: none,
    score,
    probe: none,
  }
}

function preparedCase(directory: string, dataset: string): PreparedCase {
  const hash = createHash('sha256').update(dataset).digest('hex')
  return {
    case_id: `${dataset}/holdout/default`,
    dataset,
    split: { kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 },
    split_label: 'holdout-0.2-stratified',
    prepare: 'default',
    key: hash,
    directory,
    n_train: N_TRAIN,
    n_test: SCORED_ROWS,
    n_features: 1,
    classes: ['no', 'yes'],
    positive: 'yes',
    features: ['x'],
    warnings: [],
    hashes: {
      source: hash,
      X_train: hash,
      X_test: hash,
      y_train: hash,
      y_test: hash,
      train_index: hash,
      test_index: hash,
    },
  }
}
