import { describe, expect, test } from 'vitest'
import { parseStudy } from '../../src/config/parse-study.ts'
import { known } from './known.ts'

const MINIMAL = 'name: mine\ndatasets: [wine]\nengines: [ts-brute, ml-knn]\n'

function parse(text: string) {
  return parseStudy({ file: 'studies/mine.yaml', text }, known, { cwd: '/work' })
}

describe('a study that gives only name, datasets and engines', () => {
  const study = parse(MINIMAL)

  test('predicts classes, with the first engine as baseline', () => {
    expect(study).toMatchObject({ name: 'mine', task: 'classification', baseline: 'ts-brute' })
  })

  test('has the grid of the published study', () => {
    expect(study.grid).toEqual({
      n_neighbors: [1, 3, 5, 7, 9, 11, 15, 21, 31, 51],
      metric: ['euclidean', 'manhattan'],
      weights: ['uniform', 'distance'],
    })
  })

  test('splits once with seed 42 and prepares as the published study does', () => {
    expect(study.splits).toEqual([{ kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 }])
    expect(study.prepares).toEqual({ default: ['impute-median', 'one-hot-drop-first', 'standardize'] })
  })

  test('times 15 rounds of everything, without limits on arm and budget', () => {
    expect(study.protocol).toEqual({
      rounds: 15,
      configurations_per_round: 'all',
      rows: 'all',
      score_rows: 'all',
      warmup: { time_ns: 200_000_000 },
      repeats: 1,
      min_time_ns: 20_000_000,
      mode: 'batch',
      time_proba: false,
      seed: 1,
      threads: 1,
      timeout_ns: 60_000_000_000,
    })
  })

  test('judges at 5 % over the whole study', () => {
    expect(study.analysis).toEqual({ alpha: 0.05, equivalence: 0.05, family: 'study' })
  })
})

describe('datasets', () => {
  const datasets = (entries: string) =>
    parse(`name: mine\nengines: [ts-brute]\ndatasets: ${entries}`).datasets

  test('a known name may carry overrides', () => {
    expect(datasets('[{ name: wine, drop: [hue], positive: "1" }]')).toEqual([
      { kind: 'named', name: 'wine', overrides: { drop: ['hue'], positive: '1' } },
    ])
  })

  test('a path is relative to the study file', () => {
    expect(datasets('[{ name: churn, path: data/churn.csv, target: churn, missing: ["?"] }]')).toEqual([
      {
        kind: 'file',
        name: 'churn',
        path: '/work/studies/data/churn.csv',
        table: { target: 'churn', drop: [], categorical: [], missing: ['?'] },
      },
    ])
  })

  test('synthetic sizes given as lists become one dataset per pair', () => {
    const names = datasets('[{ name: g, synthetic: { n: [1000, 2000], d: [10, 20], classes: 3, seed: 7 } }]')
    expect(names.map(({ name }) => name)).toEqual([
      'g-n1000-d10',
      'g-n1000-d20',
      'g-n2000-d10',
      'g-n2000-d20',
    ])
    expect(names[1]).toEqual({ kind: 'synthetic', name: 'g-n1000-d20', n: 1000, d: 20, classes: 3, seed: 7 })
  })

  test('a synthetic entry with one size keeps its name', () => {
    expect(datasets('[{ name: g, synthetic: { n: [1000], d: 10 } }]')).toEqual([
      { kind: 'synthetic', name: 'g', n: 1000, d: 10, classes: 2, seed: 1 },
    ])
  })
})

describe('engines', () => {
  const engines = (entries: string) => parse(`name: mine\ndatasets: [wine]\nengines: ${entries}`).engines

  test('an engine may run under another name with parameters', () => {
    expect(
      engines('[{ name: leaf-50, use: sklearn-kd-tree, params: { leaf_size: 50, fast: true, mode: "a" } }]'),
    ).toEqual([{ name: 'leaf-50', use: 'sklearn-kd-tree', params: { leaf_size: 50, fast: true, mode: 'a' } }])
  })

  test('a list of parameter values is one engine a value, each named after it', () => {
    const found = engines(
      '[ts-brute, { name: hnsw, use: ml-knn, params: { M: [8, 16], ef_search: [10, 0.5], seed: 1, mode: [a] } }]',
    )
    expect(found.map(({ name }) => name)).toEqual([
      'ts-brute',
      'hnsw-m-8-ef_search-10',
      'hnsw-m-8-ef_search-0.5',
      'hnsw-m-16-ef_search-10',
      'hnsw-m-16-ef_search-0.5',
    ])
    expect(found[2]).toEqual({
      name: 'hnsw-m-8-ef_search-0.5',
      use: 'ml-knn',
      params: { M: 8, ef_search: 0.5, seed: 1, mode: 'a' },
    })
  })

  test('of an engine that keeps its own name, the list names what runs', () => {
    expect(engines('[{ name: ml-knn, params: { fast: [true, false] } }]')).toEqual([
      { name: 'ml-knn-fast-true', use: 'ml-knn', params: { fast: true } },
      { name: 'ml-knn-fast-false', use: 'ml-knn', params: { fast: false } },
    ])
  })

  test('a manifest of its own is found beside the study', () => {
    expect(engines('[{ name: own, manifest: ./engine.yaml }]')).toEqual([
      { name: 'own', use: 'own', params: {}, manifest: '/work/studies/engine.yaml' },
    ])
  })
})

test('several seeds of one split become one split each', () => {
  const { splits } = parse(`${MINIMAL}splits: [{ test_size: 0.3, stratify: false, seeds: [1, 2] }]`)
  expect(splits).toEqual([
    { kind: 'holdout', test_size: 0.3, stratify: false, seed: 1 },
    { kind: 'holdout', test_size: 0.3, stratify: false, seed: 2 },
  ])
})

test.each([
  ['kfold', { kind: 'kfold', n_splits: 5, seed: null }],
  ['kfold, shuffle: true', { kind: 'kfold', n_splits: 5, seed: 42 }],
  [
    'stratified-kfold, n_splits: 10, shuffle: true, seed: 7',
    { kind: 'stratified-kfold', n_splits: 10, seed: 7 },
  ],
  [
    'repeated-stratified-kfold, n_repeats: 3',
    { kind: 'repeated-stratified-kfold', n_splits: 5, n_repeats: 3, seed: 42 },
  ],
  ['time-series, gap: 2', { kind: 'time-series', n_splits: 5, gap: 2, seed: null }],
])('{ kind: %s } has the defaults of scikit-learn, and seed 42', (written, split) => {
  expect(parse(`${MINIMAL}split: { kind: ${written} }`).splits).toEqual([split])
  expect(parse(`${MINIMAL}splits: [{ seeds: [1] }, { kind: ${written} }]`).splits[1]).toEqual(split)
})

test('a regression is not stratified by default', () => {
  expect(parse(`${MINIMAL}task: regression`).splits).toMatchObject([{ stratify: false }])
})

test('named preparations stand beside each other', () => {
  const { prepares } = parse(
    `${MINIMAL}prepares: { raw: [impute-median], scaled: [impute-median, standardize] }`,
  )
  expect(prepares).toEqual({ raw: ['impute-median'], scaled: ['impute-median', 'standardize'] })
})

test('warm-up may be a number of calls', () => {
  expect(parse(`${MINIMAL}protocol: { warmup: 3 }`).protocol.warmup).toEqual({ calls: 3 })
})

test('durations become nanoseconds', () => {
  const { protocol } = parse(`${MINIMAL}protocol: { min_time: 1.5ms, timeout: 20s, max_arm: 5m, budget: 1h }`)
  expect(protocol).toMatchObject({
    min_time_ns: 1_500_000,
    timeout_ns: 20_000_000_000,
    max_arm_ns: 300_000_000_000,
    budget_ns: 3_600_000_000_000,
  })
})

test('anchors repeat a value', () => {
  const { splits } = parse(
    `${MINIMAL}splits: [{ test_size: &share 0.25, seeds: [1] }, { test_size: *share, seeds: [2] }]`,
  )
  expect(splits).toMatchObject([{ test_size: 0.25 }, { test_size: 0.25 }])
})

test('a byte order mark before the first key is no part of it', () => {
  expect(parse(`\ufeff${MINIMAL}`).name).toBe('mine')
})
