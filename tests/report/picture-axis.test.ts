import { expect, test } from 'vitest'
import { logAxis, logTicks } from '../../src/report/picture-axis.ts'

test.each([
  [0.8, 60, [1, 2, 5, 10, 20, 50]],
  [0.04, 1.1, [0.05, 0.1, 0.2, 0.5, 1]],
  [0.003, 90, [0.01, 0.1, 1, 10]],
  [0.5, 2, [0.5, 1, 2]],
  [42.1, 59.3, [45, 50, 55]],
  [9.9e-5, 1.1e-4, [0.000099, 0.0001, 0.00011]],
  [4.01, 4.02, []],
])('from %d to %d the marks are %j', (low, high, ticks) => {
  expect(logTicks(low, high)).toEqual(ticks)
})

test('an axis holds all of its values, in its unit, with some room', () => {
  const { scale, axis } = logAxis([2e6, 3e4, 5e5], 'predict, ms', { suffix: 'ms', size: 1e6 })
  expect(scale).toEqual({ type: 'log', domain: [0.03 / 1.12, 2 * 1.12], nice: false })
  expect(axis).toMatchObject({ title: 'predict, ms', values: [0.05, 0.1, 0.2, 0.5, 1, 2] })
})

test('values that are all the same have an axis too', () => {
  const { scale, axis } = logAxis([1], 'ratio', { suffix: '', size: 1 })
  expect(scale.domain).toEqual([1 / 1.12, 1.12])
  expect(axis.values).toEqual([0.9, 1])
})
