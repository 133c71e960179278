import { describe, expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { paperLedger } from '../../src/report/paper/paper-ledger.ts'
import { FOLDED, FOLDS_ONLY, fixtureLedger, resultsOf, TWO_CASES } from './fixtures.ts'

const PROVENANCE = { ledger: undefined, ledger_sha256: '0'.repeat(64), tool_version: '0.1.0' }

/** The paragraphs of one section, after a change of the records. */
function section(
  title: string,
  spec = FOLDS_ONLY,
  change = (record: LedgerRecord): LedgerRecord[] => [record],
): string {
  const { records, readAnswer } = fixtureLedger(spec)
  const results = resultsOf({ records: records.flatMap(change), readAnswer })
  const { methods } = paperLedger(results, 'only', PROVENANCE)
  return methods.sections.find((one) => one.title === title)?.paragraphs.join('\n') ?? ''
}

/** Every fold as one of another split. */
const splitAs =
  (split_label: string, split_seed: number | null) =>
  (record: LedgerRecord): LedgerRecord[] =>
    record.type === 'data' && record.fold !== null ? [{ ...record, split_label, split_seed }] : [record]

/** The study without the engine that is not ready. */
function withoutLeftOut(record: LedgerRecord): LedgerRecord[] {
  if (record.type === 'left-out') return []
  if (record.type !== 'study') return [record]
  return [{ ...record, engines: record.engines.filter(({ name }) => name !== 'sklearn-brute') }]
}

describe('the methods of folds alone', () => {
  test('tell their splits, and that rows were not shuffled', () => {
    expect(section('Data')).toContain(
      'Rows were split as stratified-kfold-5 with seed 42; folds are, row for row, those of StratifiedKFold',
    )
    expect(section('Data', FOLDS_ONLY, splitAs('kfold-5', null))).toContain(
      'kfold-5 without shuffling; folds are, row for row, those of KFold',
    )
    expect(section('Data')).not.toContain('holdout')
  })

  test('have a sentence for each cross-validation, not one a fold', () => {
    expect(section('Data').match(/The dataset wine/g)).toHaveLength(1)
    expect(section('Exclusions and failures').match(/Engine ml-knn/g)).toHaveLength(1)
  })

  test('count the grades and the failures of folds', () => {
    expect(section('Correctness')).toContain('Of 100 cells')
    expect(section('Correctness')).not.toContain('Before anything is timed')
    const wrong = (record: LedgerRecord): LedgerRecord[] =>
      record.type === 'verification' &&
      record.engine === 'ts-kd-tree' &&
      record.case_id === 'wine/stratified-kfold-5-42-fold-2/default'
        ? [{ ...record, grade: 'wrong', rows_wrong: 1 }]
        : [record]
    expect(section('Exclusions and failures', FOLDS_ONLY, wrong)).toContain(
      'Engine ts-kd-tree on the 5 folds of wine (stratified-kfold-5 with seed 42): wrong in 4 of 20 cells.',
    )
    expect(section('Correctness', FOLDS_ONLY, wrong)).toContain(' and 4 wrong.')
  })

  test('tell what a run that was cut off has not answered', () => {
    const cut = (record: LedgerRecord): LedgerRecord[] =>
      record.type === 'verification' && record.case_id.startsWith('wine') ? [] : [record]
    expect(section('Exclusions and failures', FOLDS_ONLY, cut)).toContain(
      'Of 60 cells on the 5 folds of wine (stratified-kfold-5 with seed 42), 50 are not answered yet.',
    )
  })

  test('say nothing of rounds where nothing is missing', () => {
    const engines = FOLDS_ONLY.engines.slice(0, 2)
    expect(section('Exclusions and failures', { ...FOLDS_ONLY, engines }, withoutLeftOut)).toMatch(
      /^No engine was left out and no cell failed\. No measured/,
    )
  })

  test('say nothing of a test set, a baseline or verdicts', () => {
    expect(section('Statistics')).not.toMatch(/a test set|holdout|verdict/)
    expect(section('Study')).not.toMatch(/ratios|0 cases/)
  })

  test('have neither interval nor test of folds in order of time', () => {
    const words = section('Statistics', FOLDS_ONLY, splitAs('time-series-5', null))
    expect(words).toContain('The training sets of time-series-5 are in order of time')
    expect(words).not.toMatch(/Nadeau|Holm/)
  })

  test('tell once what is so in several folds', () => {
    const unseen = { code: 'unseen-level', column: 'colour', level: 'red', rows: 2 } as const
    const noted = (record: LedgerRecord): LedgerRecord[] =>
      record.type === 'data' && record.dataset === 'wine' && (record.fold ?? 0) > 2
        ? [{ ...record, warnings: [{ ...unseen, rows: record.fold ?? 0 }] }]
        : [record]
    expect(section('Data', FOLDS_ONLY, noted)).toContain(
      'wine: level "red" of column "colour" is not in the training rows: all zeros in 12 test rows, in 3 of 5 folds of stratified-kfold-5.',
    )
  })
})

test('the methods of holdouts and folds tell both, and those of holdouts say nothing of folds', () => {
  expect(section('Correctness', FOLDED)).toContain('every configuration of the holdouts, and its answers')
  expect(section('Correctness', FOLDED)).toContain('The folds are answered after the last round')
  expect(section('Statistics', FOLDED)).toMatch(/a test set[\s\S]*In a cross-validation[\s\S]*m = 6/)
  expect(section('Study', FOLDED)).toContain('on 2 holdouts and 2 cross-validations of 10 folds in all')
  expect(section('Statistics', TWO_CASES)).not.toContain('cross-validation')
})
