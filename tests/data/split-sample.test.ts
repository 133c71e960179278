import { expect, test } from 'vitest'
import { splitRows } from '../../src/data/case-split.ts'
import { splitSample } from '../../src/data/split-sample.ts'

const n = 200
const labels = {
  codes: Int32Array.from({ length: n }, (_, row) => (row % 4 === 0 ? 1 : 0)),
  classes: ['a', 'b'],
}
const split = { kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 } as const

test('both parts are distinct rows of the dataset, as many as were drawn', () => {
  const { train, test: tested } = splitSample(n, split, { labels, sample: { rows: 50, seed: 1 } })
  const rows = [...train, ...tested]
  expect([train.length, tested.length]).toEqual([40, 10])
  expect(new Set(rows).size).toBe(50)
  expect(Math.max(...rows)).toBeGreaterThan(50)
})

test('the class shares of the sample are kept in both parts', () => {
  const { train, test: tested } = splitSample(n, split, { labels, sample: { rows: 100, seed: 3 } })
  const positives = (rows: Int32Array) => rows.filter((row) => labels.codes[row] === 1).length
  const drawn = positives(train) + positives(tested)
  expect(Math.abs(positives(tested) - drawn / 5)).toBeLessThan(1)
})

test('another seed draws other rows', () => {
  const drawn = (seed: number) => {
    const { train, test: tested } = splitSample(n, split, { labels, sample: { rows: 50, seed } })
    return [...train, ...tested].sort((a, b) => a - b)
  }
  expect(drawn(2)).not.toEqual(drawn(1))
})

test('a sample of more rows than there are is no change', () => {
  expect(splitSample(n, split, { labels, sample: { rows: 5000, seed: 1 } })).toEqual(
    splitRows(n, split, labels),
  )
})
