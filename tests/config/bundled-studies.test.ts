import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { knownNames } from '../../src/cli/known-names.ts'
import { bundledStudies, loadStudy } from '../../src/config/load-study.ts'
import { readRegistry } from '../../src/data/registry.ts'
import { TWIN_NAMES } from '../../src/data/twins.ts'
import { bundledManifests } from '../../src/runner/engine-registry.ts'
import { known as tested } from './known.ts'

const root = join(import.meta.dirname, '../..')
const known = knownNames()
const options = { configsDirectory: join(root, 'configs'), known, cwd: root }

test('quick compares seven engines on two small datasets', () => {
  const quick = loadStudy('quick', options).study
  expect(quick.datasets.map(({ name }) => name)).toEqual(['breast-cancer', 'wine'])
  expect(quick.engines.map(({ name }) => name)).toEqual(tested.engines)
  expect(quick.baseline).toBe('ts-brute')
})

test('quick covers the whole grid twice, in rounds of 8', () => {
  const { grid, protocol } = loadStudy('quick', options).study
  expect([grid.n_neighbors.length, grid.metric.length, grid.weights.length]).toEqual([10, 2, 2])
  expect(protocol).toMatchObject({
    rounds: 10,
    configurations_per_round: 8,
    warmup: { time_ns: 100_000_000 },
    min_time_ns: 10_000_000,
    seed: 1,
  })
})

test.each(bundledStudies(options.configsDirectory))('%s is named as its file', (name) => {
  expect(loadStudy(name, options).study.name).toBe(name)
})

const FORTY = {
  n_neighbors: [1, 3, 5, 7, 9, 11, 15, 21, 31, 51],
  metric: ['euclidean', 'manhattan'],
  weights: ['uniform', 'distance'],
}

describe('all', () => {
  const { study } = loadStudy('all', options)

  /** Wrong on real data (docs/conformance.md): a run with them ends with exit 5. */
  const WRONG = ['sklearnex-brute', 'sklearnex-kd-tree']
  /** The same code as another, on the one thread that this study has. */
  const PARALLEL = ['rust-simd-parallel', 'wasm-parallel']

  test('has every exact engine that is right: a new one belongs here', () => {
    const exact = bundledManifests().filter(({ manifest }) => manifest.capabilities.exact)
    expect([...study.engines.map(({ name }) => name), ...WRONG, ...PARALLEL].toSorted()).toEqual(
      exact.map(({ manifest }) => manifest.name),
    )
  })

  test('runs 40 configurations on the five synthetic shapes, which need no download', () => {
    expect(study.datasets.map(({ name }) => name).toSorted()).toEqual([...TWIN_NAMES].toSorted())
    expect(study.grid).toEqual(FORTY)
  })

  test('bounds what one engine and all together may take', () => {
    expect(study.protocol).toMatchObject({ max_arm_ns: 15 * 60e9, budget_ns: 90 * 60e9, score_rows: 512 })
  })
})

describe('study', () => {
  const { study } = loadStudy('study', options)

  test("runs the published study's five registered files", () => {
    const registered = readRegistry().filter(({ origin }) => origin === 'registered')
    expect(study.datasets.map(({ name }) => name)).toEqual(registered.map(({ name }) => name))
  })

  test('has its grid, split, cross-validation, preparation and number of timed predictions', () => {
    expect(study.grid).toEqual(FORTY)
    expect(study.splits).toEqual([
      { kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 },
      { kind: 'stratified-kfold', n_splits: 5, seed: 42 },
    ])
    expect(Object.values(study.prepares)).toEqual([['impute-median', 'one-hot-drop-first', 'standardize']])
    expect(study.protocol).toMatchObject({ rows: 'all', score_rows: 'all', repeats: 5, threads: 1 })
  })

  test('leaves nothing out to save time', () => {
    expect(study.protocol.max_arm_ns).toBeUndefined()
    expect(study.protocol.budget_ns).toBeUndefined()
  })

  test('compares with brute force on both sides', () => {
    expect(study.baseline).toBe('ts-brute')
    expect(study.engines.map(({ name }) => name)).toContain('sklearn-brute')
  })
})
