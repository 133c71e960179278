import { describe, expect, it } from 'vitest'
import { kFold, repeatedStratifiedKFold, stratifiedKFold, timeSeriesSplit } from '../../src/data/kfold.ts'
import { labelsOf, packedSplit, readSplitFixture } from './fixture-splits.ts'

describe.each(readSplitFixture().k_folds)('counts $counts, seed $seed, $n_splits folds', (expected) => {
  const { codes } = labelsOf(expected)
  const { n_splits, seed } = expected

  it('KFold', () => {
    expect(kFold(codes.length, n_splits, seed).map(packedSplit)).toEqual(expected.kfold)
    expect(kFold(codes.length, n_splits).map(packedSplit)).toEqual(expected.kfold_ordered)
  })

  it('StratifiedKFold', () => {
    expect(stratifiedKFold(codes, n_splits, seed).map(packedSplit)).toEqual(expected.stratified)
    expect(stratifiedKFold(codes, n_splits).map(packedSplit)).toEqual(expected.stratified_ordered)
  })

  it('RepeatedStratifiedKFold', () => {
    const folds = repeatedStratifiedKFold(codes, { n_splits, n_repeats: 3, seed })
    expect(folds.map(packedSplit)).toEqual(expected.repeated)
  })

  it('TimeSeriesSplit', () => {
    expect(timeSeriesSplit(codes.length, n_splits).map(packedSplit)).toEqual(expected.time_series)
    expect(timeSeriesSplit(codes.length, n_splits, 1).map(packedSplit)).toEqual(expected.time_series_gap)
  })
})

describe('fold counts that cannot work', () => {
  it('names what is allowed', () => {
    expect(() => kFold(3, 4)).toThrow(
      'n_splits is 4; allowed: integers from 2 to 3, the rows of the dataset.',
    )
  })

  it('needs n_splits rows in the largest class, as scikit-learn does', () => {
    expect(() => stratifiedKFold(Int32Array.of(0, 0, 1), 3)).toThrow('the rows of the largest class')
  })

  it('refuses time-ordered folds that leave no training rows', () => {
    expect(() => timeSeriesSplit(4, 3, 1)).toThrow('4 rows do not make 3 time-ordered folds with a gap of 1.')
  })
})
