import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balancedSubsets, configurationKey, expandGrid } from '../../src/plan/grid.ts'
import { type Group, type ScheduleInput, schedule } from '../../src/plan/schedule.ts'

const GRID = expandGrid({
  n_neighbors: [1, 3, 5, 7],
  metric: ['euclidean', 'manhattan'],
  weights: ['uniform', 'distance'],
})

function input(changes: Partial<ScheduleInput<string>> = {}): ScheduleInput<string> {
  return {
    seed: 1,
    rounds: 12,
    subsets: balancedSubsets(GRID, 8),
    cases: [
      { case_id: 'iris', arms: ['base', 'null', 'a'] },
      { case_id: 'wine', arms: ['base', 'null', 'a', 'b'] },
    ],
    ...changes,
  }
}

function metricsOf(group: Group<string>): string[] {
  return group.metric_runs.map(({ metric }) => metric)
}

function keysOf(group: Group<string>): string[] {
  return group.metric_runs.flatMap(({ configurations }) => configurations.map(configurationKey))
}

test('the schedule is a pure function of its seed', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(schedule(input({ seed }))).toEqual(schedule(input({ seed })))
    }),
    { numRuns: 20 },
  )
  expect(schedule(input({ seed: 1 }))).not.toEqual(schedule(input({ seed: 2 })))
})

test('every case has one group a round, and the groups of a round follow each other', () => {
  const groups = schedule(input())
  const rounds = groups.map(({ round }) => round)
  expect(rounds).toEqual(rounds.toSorted((a, b) => a - b))
  for (let round = 0; round < 12; round++) {
    const cases = groups.filter((group) => group.round === round).map(({ case_id }) => case_id)
    expect(cases.toSorted()).toEqual(['iris', 'wine'])
  }
})

test('either case comes first in some rounds', () => {
  const groups = schedule(input())
  const firsts = groups.filter((group, i) => i === 0 || groups[i - 1].round !== group.round)
  expect(new Set(firsts.map(({ case_id }) => case_id))).toEqual(new Set(['iris', 'wine']))
})

test('a group holds all arms of its case once', () => {
  for (const { case_id, arms } of schedule(input())) {
    const expected = case_id === 'iris' ? ['a', 'base', 'null'] : ['a', 'b', 'base', 'null']
    expect(arms.toSorted()).toEqual(expected)
  }
})

test('round r times subset r mod S, the same for every case', () => {
  const { subsets, ...rest } = input()
  for (const group of schedule({ ...rest, subsets })) {
    expect(group.subset).toBe(group.round % subsets.length)
    expect(keysOf(group).toSorted()).toEqual(subsets[group.subset].map(configurationKey).toSorted())
  }
})

test('configurations of one metric are timed together', () => {
  for (const { metric_runs } of schedule(input())) {
    expect(metric_runs).toHaveLength(2)
    for (const { metric, configurations } of metric_runs) {
      expect(configurations.every((configuration) => configuration.metric === metric)).toBe(true)
    }
  }
})

test.each([1, 2, 4])('each metric comes first in every other pass of each of %i subsets', (S) => {
  const groups = schedule(input({ subsets: balancedSubsets(GRID, GRID.length / S), rounds: 4 * S }))
  for (let subset = 0; subset < S; subset++) {
    const firsts = groups
      .filter((group) => group.case_id === 'iris' && group.subset === subset)
      .map((group) => metricsOf(group)[0])
    const [first, second] = firsts
    expect(firsts).toEqual([first, second, first, second])
    expect(first).not.toBe(second)
  }
})

test('the order of configurations changes from round to round', () => {
  const orders = schedule(input({ subsets: [GRID] }))
    .filter(({ case_id }) => case_id === 'iris')
    .map((group) => keysOf(group).join())
  expect(new Set(orders).size).toBeGreaterThan(6)
})

test('another case changes nothing in the groups of a case', () => {
  const alone = schedule(input({ cases: [{ case_id: 'iris', arms: ['base', 'null', 'a'] }] }))
  expect(schedule(input()).filter(({ case_id }) => case_id === 'iris')).toEqual(alone)
})
