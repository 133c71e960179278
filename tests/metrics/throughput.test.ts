import { expect, test } from 'vitest'
import { nsPerRow, throughput } from '../../src/metrics/throughput.ts'

test('256 rows in 2 ms are 128,000 rows per second and 7,812.5 ns per row', () => {
  const timed = { predict_ns: 2e6, rows: 256 }
  expect(throughput(timed)).toEqual({ defined: true, value: 128_000 })
  expect(nsPerRow(timed)).toEqual({ defined: true, value: 7812.5 })
})

test.each([
  ['predict_ns', { predict_ns: 0, rows: 256 }],
  ['predict_ns', { predict_ns: Number.NaN, rows: 256 }],
  ['rows', { predict_ns: 1, rows: 0 }],
] as const)('a %s that is not above 0 has no rate', (field, timed) => {
  expect(throughput(timed)).toEqual({ defined: false, reason: { code: 'not-positive', field } })
  expect(nsPerRow(timed)).toEqual({ defined: false, reason: { code: 'not-positive', field } })
})
