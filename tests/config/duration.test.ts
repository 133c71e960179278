import { expect, test } from 'vitest'
import { parseDuration } from '../../src/config/duration.ts'

test.each([
  ['0ms', 0],
  ['200ms', 200_000_000],
  ['1.5s', 1_500_000_000],
  ['5m', 300_000_000_000],
  ['1h', 3_600_000_000_000],
  ['0.0000004ms', 0],
  ['500h', 1_800_000_000_000_000],
])('%s is %d nanoseconds', (text, duration_ns) => {
  expect(parseDuration(text)).toBe(duration_ns)
})

test.each([
  '',
  '20',
  'ms',
  '1 s',
  '1e3s',
  '-1s',
  '.5s',
  '1d',
  '20S',
  '501h',
  '99999999999999999999h',
  '1s\n',
  'toString',
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})
