import { expect, test } from 'vitest'
import { comparability, conditions, type FacetName } from '../../src/compare/comparability.ts'
import type { Facts, FoldFacts, Series } from '../../src/compare/source.ts'
import { seriesOf } from './series.ts'

const KNOWN: Facts = {
  rows: 100,
  rows_sha256: 'a'.repeat(64),
  complete_numbers: true,
  split: 'kfold-2 seed 1',
  prepare: ['standardize'],
  algorithm: 'brute',
  dtype: 'float64',
  threads: 1,
  ties: 'smallest-label',
}
const FOLDS: readonly FoldFacts[] = [
  { n_train: 50, n_test: 50, test_sha256: 'b'.repeat(64) },
  { n_train: 50, n_test: 50, test_sha256: 'c'.repeat(64) },
]

const one = (facts: Facts = {}, folds = FOLDS): Series => seriesOf('first', { ...KNOWN, ...facts }, folds)
const other = (facts: Facts = {}, folds = FOLDS): Series => seriesOf('second', { ...KNOWN, ...facts }, folds)

/** The facets that are not the same, by their state. */
function otherwise(first: Series, second: Series): Record<string, string> {
  const facets = comparability(first, second).filter(({ state }) => state !== 'same')
  return Object.fromEntries(facets.map(({ facet, state }) => [facet, state]))
}

test('equal facts are the same', () => {
  expect(otherwise(one(), other())).toEqual({})
})

test.each<[FacetName, Facts]>([
  ['rows', { rows_sha256: 'd'.repeat(64) }],
  ['rows', { rows: 99 }],
  ['preparation', { prepare: [] }],
  ['algorithm', { algorithm: 'kd_tree' }],
  ['dtype', { dtype: 'float32' }],
  ['threads', { threads: 2 }],
  ['ties', { ties: 'first-to-reach' }],
])('another %s is named, and nothing else: %j', (facet, facts) => {
  expect(otherwise(one(), other(facts))).toEqual({ [facet]: 'differs' })
})

test.each<[string, readonly FoldFacts[]]>([
  ['other test rows', [FOLDS[0], { ...FOLDS[1], test_sha256: 'e'.repeat(64) }]],
  ['another number of folds', [FOLDS[0]]],
  ['other sizes', [FOLDS[0], { n_train: 40, n_test: 60 }]],
])('another split is named by %s', (_, folds) => {
  expect(otherwise(one(), other({}, folds))).toEqual({ split: 'differs' })
})

test('a split without hashes is the same by its name on the same rows, and unknown on others', () => {
  const sizes = FOLDS.map(({ n_train, n_test }) => ({ n_train, n_test }))
  expect(otherwise(one(), other({}, sizes))).toEqual({})
  expect(otherwise(one(), other({ split: undefined }, sizes))).toEqual({ split: 'unknown' })
  expect(otherwise(one(), other({ rows_sha256: undefined }, sizes))).toEqual({
    rows: 'unknown',
    split: 'unknown',
  })
})

test('steps that find nothing to do are no difference, but only where nothing is missing', () => {
  const all = { prepare: ['impute-median', 'one-hot-drop-first', 'standardize'] }
  expect(otherwise(one(all), other())).toEqual({})
  expect(otherwise(one({ ...all, complete_numbers: false }), other({ complete_numbers: false }))).toEqual({
    preparation: 'differs',
  })
})

test('equal bits of the prepared rows are the same preparation, whatever it is called', () => {
  const bits = FOLDS.map((fold) => ({ ...fold, X_train_sha256: 'f'.repeat(64) }))
  expect(otherwise(one({ prepare: ['Scaler()'] }, bits), other({}, bits))).toEqual({})
})

test('what a side does not say is a condition that names the side', () => {
  const second = { ...other({ dtype: undefined, threads: undefined }), assumed: ['weights are uniform'] }
  expect(conditions(one(), second, comparability(one(), second))).toEqual([
    'both have the same dtype and threads (second does not say)',
    'weights are uniform, in second',
  ])
  const [first, silent] = [one({ ties: undefined }), other({ ties: undefined })]
  expect(conditions(first, silent, comparability(first, silent))).toEqual([
    'both have the same ties (first and second do not say)',
  ])
})

test('the average over classes counts only where a score that both have depends on it', () => {
  const named = (score: 'accuracy' | 'f1', average: string) =>
    seriesOf('s', { ...KNOWN, average }, FOLDS, [{ k: 5, score, folds: [0.9, 0.9] }])
  expect(otherwise(named('f1', 'macro'), named('f1', 'binary'))).toEqual({ average: 'differs' })
  expect(otherwise(named('accuracy', 'macro'), named('accuracy', 'binary'))).toEqual({})
})
