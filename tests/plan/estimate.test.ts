import { expect, test } from 'vitest'
import type { Protocol } from '../../src/config/study.ts'
import { type ArmSize, estimateAnswers_ns, estimateBlock_ns, planAnswers } from '../../src/plan/estimate.ts'
import { expandGrid } from '../../src/plan/grid.ts'

const PROBE = { startup_ns: 1000, fit_ns: 100, predict_row_ns: 2 }
const SIZE: ArmSize = {
  rows_timed: 10,
  rows_scored: 50,
  configurations: expandGrid({
    n_neighbors: [1, 3],
    metric: ['euclidean', 'manhattan'],
    weights: ['uniform'],
  }),
  exact: true,
  neighbors: false,
  probabilities: false,
  fit_depends_on: [],
}
const PROTOCOL: Protocol = {
  rounds: 4,
  configurations_per_round: 'all',
  rows: 'all',
  score_rows: 'all',
  warmup: { calls: 3 },
  repeats: 1,
  min_time_ns: 0,
  mode: 'batch',
  time_proba: false,
  seed: 1,
  threads: 1,
  timeout_ns: 1e9,
}

test('a block is start, fit, and per metric a first call and the warm-up, then one sample a configuration', () => {
  // 2 metrics × (1 first + 3 warm-up calls) + 4 samples, each of 10 rows at 2 ns
  expect(estimateBlock_ns(PROBE, SIZE, PROTOCOL, 1)).toBe(1000 + 100 + 2 * (20 + 60) + 4 * 20)
})

test('a sample lasts at least min_time', () => {
  const protocol = { ...PROTOCOL, min_time_ns: 500 }
  expect(estimateBlock_ns(PROBE, SIZE, protocol, 1)).toBe(1000 + 100 + 2 * (20 + 60) + 4 * 500)
})

test('a warm-up by time lasts that time, and at least one call', () => {
  const warm = (time_ns: number): Protocol => ({ ...PROTOCOL, warmup: { time_ns } })
  const rest = 1000 + 100 + 2 * 20 + 4 * 20
  expect(estimateBlock_ns(PROBE, SIZE, warm(300), 1)).toBe(rest + 2 * 300)
  expect(estimateBlock_ns(PROBE, SIZE, warm(5), 1)).toBe(rest + 2 * 20)
})

test('S subsets share out the samples, but not what every block does', () => {
  expect(estimateBlock_ns(PROBE, SIZE, PROTOCOL, 2)).toBe(1000 + 100 + 2 * (20 + 60) + 2 * 20)
})

test('repeats multiply the samples', () => {
  expect(estimateBlock_ns(PROBE, SIZE, { ...PROTOCOL, repeats: 3 }, 1)).toBe(1000 + 100 + 160 + 12 * 20)
})

test('neighbors are searched once per metric and k, not once per weights', () => {
  const configurations = expandGrid({
    n_neighbors: [1, 3],
    metric: ['euclidean'],
    weights: ['uniform', 'distance'],
  })
  const size = { ...SIZE, configurations, neighbors: true }
  expect(estimateBlock_ns(PROBE, size, PROTOCOL, 1)).toBe(1000 + 100 + (20 + 60) + (4 + 2) * 20)
})

test('a sample of mode single is a thousand calls of one row, or one a row where there are more', () => {
  const protocol: Protocol = { ...PROTOCOL, mode: 'single' }
  const single = (rows_timed: number) =>
    estimateBlock_ns(PROBE, { ...SIZE, rows_timed, neighbors: true }, protocol, 1)
  expect(single(10)).toBe(1000 + 100 + 2 * (2 + 6) + 4 * 2000)
  expect(single(5000)).toBe(1000 + 100 + 2 * (2 + 6) + 4 * 10000)
})

test('probabilities that are timed are another sample of each configuration', () => {
  const protocol: Protocol = { ...PROTOCOL, time_proba: true, repeats: 3 }
  const without = estimateBlock_ns(PROBE, SIZE, protocol, 1)
  expect(estimateBlock_ns(PROBE, { ...SIZE, probabilities: true }, protocol, 1)).toBe(without + 12 * 20)
})

test('a fit for each k is counted for each k of a block, and never less than once a metric', () => {
  const size = { ...SIZE, fit_depends_on: ['n_neighbors'] }
  const once = estimateBlock_ns(PROBE, SIZE, PROTOCOL, 1)
  expect(estimateBlock_ns(PROBE, size, PROTOCOL, 1)).toBe(once + 100 + 2 * 20) // two refits, each warmed up
  expect(estimateBlock_ns(PROBE, size, PROTOCOL, 4)).toBe(estimateBlock_ns(PROBE, SIZE, PROTOCOL, 4))
  expect(estimateAnswers_ns(PROBE, size)).toBe(estimateAnswers_ns(PROBE, SIZE) + 100)
})

test('the untimed pass predicts all scored rows once a configuration', () => {
  expect(estimateAnswers_ns(PROBE, SIZE)).toBe(1000 + 100 + 4 * 100)
})

test('probabilities double the calls of the untimed pass, neighbors add one call a metric', () => {
  expect(estimateAnswers_ns(PROBE, { ...SIZE, probabilities: true, neighbors: true })).toBe(
    1000 + 100 + (8 + 2) * 100,
  )
})

test('an approximate engine is asked for its neighbors at each k of a metric', () => {
  expect(estimateAnswers_ns(PROBE, { ...SIZE, exact: false, neighbors: true })).toBe(
    1000 + 100 + (4 + 4) * 100,
  )
})

test('an untimed pass that alone exceeds max_arm is planned over the timed rows', () => {
  const [all, timed] = [50, 10].map((rows_scored) => estimateAnswers_ns(PROBE, { ...SIZE, rows_scored }))
  expect(planAnswers(PROBE, SIZE)).toEqual({ estimate_ns: all })
  expect(planAnswers(PROBE, SIZE, all)).toEqual({ estimate_ns: all })
  expect(planAnswers(PROBE, SIZE, all - 1)).toEqual({ estimate_ns: timed, score_rows: 10 })
})

test('where all scored rows are timed, there are no fewer to plan', () => {
  const size = { ...SIZE, rows_timed: 50 }
  expect(planAnswers(PROBE, size, 1)).toEqual({ estimate_ns: estimateAnswers_ns(PROBE, size) })
})
