import { describe, expect, it, test } from 'vitest'
import type { HoldoutSplit } from '../../src/config/study.ts'
import { caseSplitName, caseSplits, splitLabel, splitRows } from '../../src/data/case-split.ts'
import { labelsOf, packedSplit, readSplitFixture } from './fixture-splits.ts'

const HOLDOUT: HoldoutSplit = { kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 }
const REPEATED = { kind: 'repeated-stratified-kfold', n_splits: 2, n_repeats: 3, seed: 7 } as const

test('the label leaves seed and fold out', () => {
  expect(splitLabel(HOLDOUT)).toBe('holdout-0.2-stratified')
  expect(splitLabel({ ...HOLDOUT, stratify: false, test_size: 50 })).toBe('holdout-50')
  expect(splitLabel({ kind: 'kfold', n_splits: 5, seed: 42 })).toBe('kfold-5')
  expect(splitLabel(REPEATED)).toBe('repeated-stratified-kfold-2x3')
  expect(splitLabel({ kind: 'time-series', n_splits: 5, gap: 0, seed: null })).toBe('time-series-5')
  expect(splitLabel({ kind: 'time-series', n_splits: 5, gap: 2, seed: null })).toBe('time-series-5-gap-2')
})

test('a holdout is one case, other splits one a fold, counted from 1', () => {
  expect(caseSplits(HOLDOUT).map(caseSplitName)).toEqual(['holdout-0.2-stratified-42'])
  expect(caseSplits({ kind: 'stratified-kfold', n_splits: 2, seed: null }).map(caseSplitName)).toEqual([
    'stratified-kfold-2-fold-1',
    'stratified-kfold-2-fold-2',
  ])
  expect(caseSplits(REPEATED).map(caseSplitName)).toEqual(
    [1, 2, 3].flatMap((repeat) =>
      [1, 2].map((fold) => `repeated-stratified-kfold-2x3-7-repeat-${repeat}-fold-${fold}`),
    ),
  )
})

describe.each(readSplitFixture().k_folds)('counts $counts, seed $seed, $n_splits folds', (expected) => {
  const labels = labelsOf(expected)
  const { n_splits, seed } = expected
  const rows = (split: Parameters<typeof caseSplits>[0]) =>
    caseSplits(split).map((one) => packedSplit(splitRows(labels.codes.length, one, labels)))

  it('each fold has the rows of scikit-learn', () => {
    expect(rows({ kind: 'kfold', n_splits, seed })).toEqual(expected.kfold)
    expect(rows({ kind: 'kfold', n_splits, seed: null })).toEqual(expected.kfold_ordered)
    expect(rows({ kind: 'stratified-kfold', n_splits, seed })).toEqual(expected.stratified)
    expect(rows({ kind: 'repeated-stratified-kfold', n_splits, n_repeats: 3, seed })).toEqual(
      expected.repeated,
    )
    expect(rows({ kind: 'time-series', n_splits, gap: 1, seed: null })).toEqual(expected.time_series_gap)
  })
})

test('a target without classes cannot be stratified', () => {
  const [fold] = caseSplits({ kind: 'stratified-kfold', n_splits: 2, seed: null })
  expect(() => splitRows(10, fold)).toThrow(
    'split.kind is stratified-kfold, but the target has no classes. Use kfold.',
  )
})
