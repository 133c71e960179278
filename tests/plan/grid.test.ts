import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Configuration, Study } from '../../src/config/study.ts'
import { balancedSubsets, configurationKey, expandGrid } from '../../src/plan/grid.ts'

const GRID: Study['grid'] = {
  n_neighbors: [1, 3, 5, 7, 9, 11, 15, 21, 31, 51],
  metric: ['euclidean', 'manhattan'],
  weights: ['uniform', 'distance'],
}

const anyGrid: fc.Arbitrary<Study['grid']> = fc.record({
  n_neighbors: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
  metric: fc.subarray(['euclidean', 'manhattan', 'chebyshev'], { minLength: 1 }),
  weights: fc.subarray<'uniform' | 'distance'>(['uniform', 'distance'], { minLength: 1 }),
})

test('the grid is expanded metric by metric, then weights, then n_neighbors as written', () => {
  const grid: Study['grid'] = {
    n_neighbors: [5, 1],
    metric: ['manhattan', 'euclidean'],
    weights: ['distance'],
  }
  expect(expandGrid(grid).map(configurationKey)).toEqual([
    '5/manhattan/distance',
    '1/manhattan/distance',
    '5/euclidean/distance',
    '1/euclidean/distance',
  ])
})

test('the grid of the published study has 40 configurations with 40 keys', () => {
  const configurations = expandGrid(GRID)
  expect(configurations).toHaveLength(40)
  expect(new Set(configurations.map(configurationKey)).size).toBe(40)
})

test('"all" makes one subset of the whole grid', () => {
  const grid = expandGrid(GRID)
  expect(balancedSubsets(grid, 'all')).toEqual([grid])
})

test('40 configurations in rounds of 8 make 5 subsets with 2 of each metric and weights', () => {
  const subsets = balancedSubsets(expandGrid(GRID), 8)
  expect(subsets.map((subset) => subset.length)).toEqual([8, 8, 8, 8, 8])
  for (const subset of subsets) expect(countKinds(subset)).toEqual([2, 2, 2, 2])
})

test('a remainder makes one more subset, and sizes differ by at most one', () => {
  const sizes = balancedSubsets(expandGrid({ ...GRID, n_neighbors: [1, 3, 5, 7, 9] }), 6).map((s) => s.length)
  expect(sizes).toEqual([5, 5, 5, 5])
})

test('a number above the size of the grid makes one subset', () => {
  expect(balancedSubsets(expandGrid(GRID), 1000)).toHaveLength(1)
})

test('subsets share out any grid: each configuration once, sizes and kinds differ by at most one', () => {
  fc.assert(
    fc.property(anyGrid, fc.integer({ min: 1, max: 20 }), (raw, perRound) => {
      const grid = expandGrid(raw)
      const subsets = balancedSubsets(grid, perRound)
      expect(subsets.flat().map(configurationKey).sort()).toEqual(grid.map(configurationKey).sort())
      expect(spread(subsets.map((subset) => subset.length))).toBeLessThanOrEqual(1)
      expect(Math.max(...subsets.map((subset) => subset.length))).toBeLessThanOrEqual(perRound)
      for (const metric of raw.metric) {
        for (const weights of raw.weights) {
          const counts = subsets.map(
            (subset) => subset.filter((c) => c.metric === metric && c.weights === weights).length,
          )
          expect(spread(counts)).toBeLessThanOrEqual(1)
        }
      }
    }),
  )
})

function countKinds(subset: readonly Configuration[]): number[] {
  const kinds = new Map<string, number>()
  for (const { metric, weights } of subset) {
    kinds.set(`${metric} ${weights}`, (kinds.get(`${metric} ${weights}`) ?? 0) + 1)
  }
  return [...kinds.values()]
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values)
}
