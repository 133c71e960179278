import { expect, test } from 'vitest'
import { leastRounds, passRounds, requireRounds, withFirstRounds } from '../../src/cli/gate-rounds.ts'
import type { Study } from '../../src/config/study.ts'

const DATASETS = ['a', 'b', 'c', 'd'].map((name) => ({ kind: 'named', name, overrides: {} }) as const)

/** A study of some datasets, ten configurations in rounds of `perRound`, and this many rounds. */
function study(datasets: number, perRound: number | 'all', rounds: number): Study {
  return {
    name: 's',
    task: 'classification',
    datasets: DATASETS.slice(0, datasets),
    engines: [{ name: 'base', use: 'mine', params: {} }],
    baseline: 'base',
    grid: { n_neighbors: [1, 3, 5, 7, 9], metric: ['euclidean', 'manhattan'], weights: ['uniform'] },
    splits: [
      { kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 },
      { kind: 'kfold', n_splits: 5, seed: 1 },
    ],
    prepares: { default: ['standardize'] },
    protocol: {
      ...{ rounds, configurations_per_round: perRound, rows: 'all', score_rows: 'all', warmup: { calls: 1 } },
      ...{
        repeats: 1,
        min_time_ns: 1e6,
        mode: 'batch',
        time_proba: false,
        seed: 1,
        threads: 1,
        timeout_ns: 6e10,
      },
    },
    analysis: { alpha: 0.05, equivalence: 0.05, family: 'study' },
  }
}

test.each([
  [1, 6], // 2 / 2⁶ = 0.031 ≤ 0.05
  [2, 7], // 2 / 2⁷ = 0.016 ≤ 0.025
  [4, 8], // 2 / 2⁸ = 0.0078 ≤ 0.0125
])('%i comparisons need %i rounds; folds are not timed and need none', (datasets, least) => {
  expect(leastRounds(study(datasets, 'all', 1))).toBe(least)
  expect(() => requireRounds(study(datasets, 'all', least))).not.toThrow()
  expect(() => requireRounds(study(datasets, 'all', least - 1))).toThrow(`Ask for ${least} at least`)
})

test('only whole passes count', () => {
  expect(passRounds(study(1, 2, 5))).toBe(5)
  expect(leastRounds(study(1, 2, 5))).toBe(10)
  expect(withFirstRounds(study(1, 2, 5)).protocol.rounds).toBe(15)
  expect(withFirstRounds(study(1, 'all', 5)).protocol.rounds).toBe(12)
})

test('a family of each dataset asks for less', () => {
  const one = study(4, 'all', 6)
  expect(leastRounds({ ...one, analysis: { ...one.analysis, family: 'dataset' } })).toBe(6)
})
