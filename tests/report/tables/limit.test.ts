import { expect, test } from 'vitest'
import { bruteForceWork, limitOf } from '../../../src/report/physical-limit.ts'
import { TABLES } from '../../../src/report/tables/index.ts'
import { fixtureLedger, resultsOf, TWO_CASES } from '../fixtures.ts'
import { withCalibration } from '../ledger-edits.ts'
import { tableValues } from '../table-values.ts'

const ledger = fixtureLedger(TWO_CASES)
const calibrated = resultsOf(withCalibration(ledger))
const rows = tableValues(TABLES.limit.make(calibrated))

test('work is that of every pair, and its shares are rates over the limits', () => {
  const row = rows.find(
    ({ dataset, engine, metric, n_neighbors, weights }) =>
      dataset === 'breast-cancer' &&
      engine === 'mine' &&
      metric === 'manhattan' &&
      n_neighbors === 3 &&
      weights === 'uniform',
  )
  const seconds = Number(row?.predict_ns) / 1e9
  // 455 training rows, 100 timed rows, 30 features.
  expect(row?.pairs_per_second).toBeCloseTo(45_500 / seconds, 0)
  expect(row?.operations_per_second).toBeCloseTo((45_500 * 60) / seconds, 0)
  expect(row?.float64_share).toBeCloseTo((45_500 * 60) / seconds / 1e10, 9)
  expect(row?.float32_share).toBeCloseTo(Number(row?.float64_share) / 2, 9)
  expect(row?.bytes_per_second).toBeCloseTo((555 * 30 * 8) / seconds, 0)
  expect(row?.memory_share).toBeCloseTo((555 * 30 * 8) / seconds / 5e9, 9)
})

test('a cell without a right answer shows no share, and why', () => {
  const { columns, rows: all } = TABLES.limit.make(calibrated)
  const at = (key: string) => columns.findIndex((column) => column.key === key)
  const unsupported = all.filter((row) => JSON.stringify(row).includes('metric=manhattan is not offered'))
  expect(unsupported.length).toBeGreaterThan(0)
  for (const row of unsupported)
    for (const key of ['predict_ns', 'pairs_per_second', 'float64_share', 'float32_share', 'memory_share'])
      expect(row[at(key)].kind).toBe('missing')
})

test('operations of a metric that has none counted are undefined', () => {
  const shape = { n_train: 10, rows: 2, n_features: 3 }
  expect(bruteForceWork(shape, 'euclidean')).toEqual({ pairs: 20, operations: 120, bytes: 288 })
  expect(bruteForceWork(shape, 'hamming')).toEqual({ pairs: 20, operations: undefined, bytes: 288 })
})

test('threads that were not measured count as often as one', () => {
  const limit = { quantity: 'bytes-read', median_per_second: 1, trials: 1 } as const
  const calibration = {
    measured_at: '2026-01-02T03:04:05.678Z',
    instructions: 'neon',
    limits: [
      { ...limit, threads: 1, per_second: 10 },
      { ...limit, threads: 4, per_second: 25 },
    ],
  }
  expect([1, 2, 4].map((threads) => limitOf(calibration, 'bytes-read', threads))).toEqual([10, 20, 25])
  expect(limitOf(calibration, 'multiply-adds-float64', 1)).toBeUndefined()
})

test('a ledger without a calibration has no rows, and says what to type', () => {
  const table = TABLES.limit.make(resultsOf(ledger))
  expect(table.rows).toEqual([])
  expect(JSON.stringify(table.notes)).toContain('knnbench calibrate')
})
