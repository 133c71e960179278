import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import type { HoldoutSplit } from '../../src/config/study.ts'
import { splitSizes, trainTestSplit } from '../../src/data/split.ts'
import { labelsOf, packedSplit, readSplitFixture } from './fixture-splits.ts'

const holdout = (over: Partial<HoldoutSplit> = {}): HoldoutSplit => ({
  kind: 'holdout',
  test_size: 0.2,
  stratify: true,
  seed: 42,
  ...over,
})

describe('trainTestSplit against scikit-learn', () => {
  const { holdouts } = readSplitFixture()

  it('has at least 80 stored cases to hold to', () => {
    expect(holdouts.filter(({ expected }) => expected !== null).length).toBeGreaterThanOrEqual(80)
  })

  it.each(holdouts)('counts $counts, test_size $test_size, seed $seed, stratify $stratify', (recipe) => {
    const labels = labelsOf(recipe)
    const split = () => trainTestSplit(labels.codes.length, holdout(recipe), labels)
    if (recipe.expected === null) expect(split).toThrow(InputError)
    else expect(packedSplit(split())).toEqual(recipe.expected)
  })
})

describe('trainTestSplit', () => {
  it('puts every row into exactly one part', () => {
    const shape = fc.record({
      counts: fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 2, maxLength: 5 }),
      label_seed: fc.nat(1000),
      seed: fc.nat(1000),
    })
    fc.assert(
      fc.property(shape, (recipe) => {
        const labels = labelsOf(recipe)
        const { train, test } = trainTestSplit(
          labels.codes.length,
          holdout({ test_size: 0.5, seed: recipe.seed }),
          labels,
        )
        const rows = [...train, ...test].sort((a, b) => a - b)
        expect(rows).toEqual(rows.map((_, i) => i))
      }),
    )
  })

  it('names a class with fewer than two rows and the way out', () => {
    const labels = { codes: Int32Array.of(0, 0, 0, 0, 1), classes: ['no', 'yes'] }
    expect(() => trainTestSplit(5, holdout(), labels)).toThrow(
      '"yes": fewer than two rows of a class; a stratified split needs two. Remove these rows, or set stratify: false.',
    )
  })

  it('refuses one class under stratification', () => {
    const labels = { codes: new Int32Array(10), classes: ['yes'] }
    expect(() => trainTestSplit(10, holdout(), labels)).toThrow('every row has the label "yes"')
  })

  it('refuses to stratify a target without classes', () => {
    expect(() => trainTestSplit(10, holdout())).toThrow('Set stratify: false.')
  })
})

describe('splitSizes', () => {
  it('rounds the test rows of a fraction up, as scikit-learn does', () => {
    expect(splitSizes(768, 0.2)).toEqual({ n_train: 614, n_test: 154 })
  })

  it.each([0, 1.5, -0.2, 10, Number.NaN])('refuses test_size %s of 10 rows', (test_size) => {
    expect(() => splitSizes(10, test_size)).toThrow(InputError)
  })
})
