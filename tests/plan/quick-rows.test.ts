import { expect, test } from 'vitest'
import { quickRows } from '../../src/plan/quick-rows.ts'

test.each([
  ['small', { n_train: 320, n_test: 80, n_features: 3 }, 256, 'all'],
  ['medium', { n_train: 8000, n_test: 2000, n_features: 11 }, 256, 512],
  ['large', { n_train: 36_000, n_test: 9000, n_features: 22 }, 64, 256],
  ['huge', { n_train: 10 ** 6, n_test: 10 ** 5, n_features: 100 }, 64, 256],
])('a %s table is timed on as many rows as fit', (_, size, rows, score_rows) => {
  expect(quickRows(size)).toEqual({ rows, score_rows })
})

test('never more rows are timed than scored', () => {
  for (let n = 10; n < 10 ** 7; n *= 3) {
    const { rows, score_rows } = quickRows({ n_train: n, n_test: n, n_features: 5 })
    expect(score_rows === 'all' || score_rows >= rows).toBe(true)
  }
})
