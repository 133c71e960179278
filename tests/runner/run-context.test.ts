import { expect, test } from 'vitest'
import { silenceLimits } from '../../src/runner/run-context.ts'
import { studyOf } from './scripted-study.ts'

const GRID = { n_neighbors: [1], metric: ['euclidean'], weights: ['uniform'] } as const

function limits(protocol: Parameters<typeof studyOf>[0]['protocol']) {
  return silenceLimits({ study: studyOf({ datasets: ['iris'], engines: ['base'], grid: GRID, protocol }) })
}

test('the limit is one fit or prediction, whatever else a sample is made of', () => {
  const { silence_ns } = limits({ timeout_ns: 1e9 })
  expect(silence_ns).toBe(2e9)
  const long = { timeout_ns: 1e9, warmup: { calls: 1000 }, repeats: 9, min_time_ns: 1e12 }
  expect(limits(long).silence_ns).toBe(silence_ns)
})

test('a process may take a minute to start, however short the timeout', () => {
  expect(limits({ timeout_ns: 1e6 }).start_ns).toBe(60e9)
})
