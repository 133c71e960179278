import { expect, test } from 'vitest'
import { measureBatch, measureOnce, quantile, warmUp } from '../../src/engine/timing.ts'

const NO_PULSE = (): void => undefined

function counter() {
  const counted = { calls: 0, call: () => void counted.calls++ }
  return counted
}

/** Busy for so many nanoseconds; nothing here sleeps. */
function spin(nanoseconds: number): void {
  const end = process.hrtime.bigint() + BigInt(nanoseconds)
  while (process.hrtime.bigint() < end);
}

test('a batch makes exactly the calls it reports, none of them unmeasured', () => {
  const counted = counter()
  const batch = measureBatch(counted.call, { min_calls: 7, min_time_ns: 0 }, NO_PULSE)
  expect(batch.count).toBe(7)
  expect(counted.calls).toBe(7)
  expect(batch.sorted_ns).toHaveLength(7)
})

test('a batch of slow calls ends after the first one that fills the time', () => {
  const batch = measureBatch(() => spin(2e6), { min_calls: 1, min_time_ns: 1e6 }, NO_PULSE)
  expect(batch.count).toBe(1)
  expect(batch.call_ns).toBeGreaterThanOrEqual(2e6)
})

test('calls go on until they have taken the time together', () => {
  const batch = measureBatch(() => spin(1e5), { min_calls: 1, min_time_ns: 1e6 }, NO_PULSE)
  expect(batch.count * batch.call_ns).toBeGreaterThanOrEqual(1e6 - batch.count)
})

test('the time of a call is the mean of the batch', () => {
  const batch = measureBatch(() => spin(1e5), { min_calls: 20, min_time_ns: 0 }, NO_PULSE)
  const mean = batch.sorted_ns.reduce((sum, one) => sum + one, 0) / 20
  expect(Math.abs(batch.call_ns - mean)).toBeLessThan(1)
})

test('an exception in a call comes out as it is', () => {
  const error = new RangeError('mine')
  const call = () => {
    throw error
  }
  expect(() => measureBatch(call, { min_calls: 1, min_time_ns: 0 }, NO_PULSE)).toThrow(error)
})

test('a single call is measured with its value and its CPU time', () => {
  const { value, wall_ns, cpu_ns } = measureOnce(() => {
    spin(5e6)
    return 'answer'
  })
  expect(value).toBe('answer')
  expect(wall_ns).toBeGreaterThanOrEqual(5e6)
  expect(cpu_ns).toBeGreaterThan(0)
})

test('a warm-up in calls is that many calls', () => {
  const counted = counter()
  expect(warmUp(counted.call, { calls: 4 }, NO_PULSE)).toBe(4)
  expect(counted.calls).toBe(4)
})

test('a warm-up in time fills that time', () => {
  const start = process.hrtime.bigint()
  warmUp(() => spin(1e5), { time_ns: 2e6 }, NO_PULSE)
  expect(Number(process.hrtime.bigint() - start)).toBeGreaterThanOrEqual(2e6)
})

test.each([
  [
    'a batch',
    (call: () => void, pulse: () => void) => measureBatch(call, { min_calls: 3, min_time_ns: 0 }, pulse),
  ],
  ['a warm-up', (call: () => void, pulse: () => void) => warmUp(call, { calls: 3 }, pulse)],
])('%s has a pulse after every call', (_, run) => {
  const order: string[] = []
  run(
    () => void order.push('call'),
    () => void order.push('pulse'),
  )
  expect(order).toEqual(['call', 'pulse', 'call', 'pulse', 'call', 'pulse'])
})

test('quantiles lie between neighbors as numpy.quantile puts them', () => {
  // numpy.quantile([10, 20, 30, 110], [0.5, 0.95, 1]) = 25, 98, 110
  expect([0.5, 0.95, 1].map((p) => quantile([10, 20, 30, 110], p))).toEqual([25, 98, 110])
})
