import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CASE_FILES } from '../data/case.ts'
import type { CaseSplit } from '../data/case-split.ts'
import { npyBytes } from '../data/npy.ts'
import { LEDGER_SCHEMA_VERSION, type RecordOf } from '../ledger/record.ts'
import type { StudyCase } from './study-case.ts'

/** The facts of a case; its true labels and row positions are stored as answer files, so that a report needs nothing else. */
export function dataRecord(studyCase: StudyCase, putAnswer: (bytes: Uint8Array) => string): RecordOf<'data'> {
  const { prepared, timed, score } = studyCase
  const file = (name: keyof typeof CASE_FILES): Buffer =>
    readFileSync(join(prepared.directory, CASE_FILES[name]))
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'data',
    case_id: prepared.case_id,
    dataset: prepared.dataset,
    split_label: prepared.split_label,
    split_seed: prepared.split.seed,
    ...foldOf(prepared.split),
    prepare: prepared.prepare,
    ...(studyCase.variant === undefined ? {} : { variant: variantOf(studyCase.variant) }),
    key: prepared.key,
    n_train: prepared.n_train,
    n_test: prepared.n_test,
    n_features: prepared.n_features,
    classes: [...prepared.classes],
    positive: prepared.positive,
    warnings: prepared.warnings.map((warning) => ({ ...warning })),
    rows_timed: timed.positions.length,
    rows_scored: score.positions.length,
    source_sha256: prepared.hashes.source,
    X_train_sha256: prepared.hashes.X_train,
    X_test_sha256: prepared.hashes.X_test,
    y_test: putAnswer(file('y_test')),
    test_index: putAnswer(file('test_index')),
    timed_rows: putAnswer(positionsFile(timed.positions)),
    score_rows: putAnswer(positionsFile(score.positions)),
  }
}

function foldOf(split: CaseSplit): Pick<RecordOf<'data'>, 'fold' | 'repeat'> {
  if (split.kind === 'holdout') return { fold: null }
  return { fold: split.fold, ...(split.repeat === null ? {} : { repeat: split.repeat }) }
}

function variantOf({
  of,
  name,
  n_neighbors,
}: NonNullable<StudyCase['variant']>): NonNullable<RecordOf<'data'>['variant']> {
  return { of, name, ...(n_neighbors === undefined ? {} : { n_neighbors: [...n_neighbors] }) }
}

/** Positions in the test part, as an answer file. */
export function positionsFile(positions: Int32Array): Uint8Array {
  return npyBytes({ shape: [positions.length], data: positions })
}
