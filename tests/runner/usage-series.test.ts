import { afterEach, expect, test, vi } from 'vitest'
import { sampleSeries } from '../../src/runner/usage-series.ts'

const readings = vi.hoisted(() => [
  { cpu: 50, memory: 1e6 },
  { cpu: Number.NaN, memory: 1e6 },
  { cpu: 50, memory: Number.NaN },
  { cpu: 70, memory: 2e6 },
])
vi.mock('pidusage', () => ({
  default: Object.assign(() => Promise.resolve(readings.shift()), { clear: () => undefined }),
}))
afterEach(() => vi.useRealTimers())

test('what a torn reading of /proc gives is no point of the series', async () => {
  vi.useFakeTimers()
  const series = sampleSeries(2)
  await vi.advanceTimersByTimeAsync(1000)
  expect(series.stop().map(({ cpu_percent, memory_bytes }) => [cpu_percent, memory_bytes])).toEqual([
    [50, 1e6],
    [70, 2e6],
  ])
})
