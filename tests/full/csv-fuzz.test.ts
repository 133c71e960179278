import { expect, test } from 'vitest'
import { fuzzCsv } from '../data/fuzz-csv.ts'

test('100,000 CSV files, most of them damaged, are read rightly or refused in one sentence with their place', () => {
  const { prepared, refused } = fuzzCsv(100_000)
  expect(Math.min(prepared, refused)).toBeGreaterThan(10_000)
})
