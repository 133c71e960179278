import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocateBuffers, NearestLists } from '../../../src/knn/nearest-lists.ts'
import { packRows } from '../../../src/knn/packed-rows.ts'
import { matrix, problems, within } from '../matrices.ts'
import { METRIC_NAMES, metricOf } from '../metric-cases.ts'

const METRICS = METRIC_NAMES.map(metricOf)

test.each(METRICS)('a $name ball floor never exceeds the value of a row on its surface', (metric) => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { X, queries } = within(metric.largestMagnitude(12), problem)
      const d = X.columns
      const center = X.values.subarray(0, d)
      for (let row = 0; row < X.rows; row++) {
        const radius = metric.radius(metric.value(X.values, row * d, center, 0, d), d)
        for (let i = 0; i < queries.rows; i++) {
          const centerValue = metric.value(queries.values, i * d, center, 0, d)
          const floor = metric.ballFloor(centerValue, radius, d)
          expect(floor).toBeLessThanOrEqual(metric.value(queries.values, i * d, X.values, row * d, d))
        }
      }
    }),
    { numRuns: 100 },
  )
})

test.each(METRICS.filter(({ name }) => !['hamming', 'cosine'].includes(name)))(
  'a $name ball floor on a line is nearly the distance to the surface',
  (metric) => {
    const radius = metric.radius(metric.value(Float64Array.of(3), 0, Float64Array.of(1), 0, 1), 1)
    const centerValue = metric.value(Float64Array.of(11), 0, Float64Array.of(1), 0, 1)
    expect(metric.distance(metric.ballFloor(centerValue, radius, 1), 1)).toBeCloseTo(8, 10)
  },
)

test.each(METRICS)('a $name box floor never exceeds the value of a row within', (metric) => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { X, queries } = within(metric.largestMagnitude(12), problem)
      const floors = new Float64Array(2)
      const boxes = boxAround(X.values, X.columns)
      for (let i = 0; i < queries.rows; i++) {
        metric.boxFloors(boxes, 0, queries.values.subarray(i * X.columns, (i + 1) * X.columns), floors)
        for (let row = 0; row < X.rows; row++) {
          expect(floors[0]).toBeLessThanOrEqual(
            metric.value(queries.values, i * X.columns, X.values, row * X.columns, X.columns),
          )
        }
      }
    }),
    { numRuns: 100 },
  )
})

/** Four numbers per feature: the box of all rows as both boxes of a pair. */
function boxAround(values: Float64Array, d: number): Float64Array {
  const sides = Array.from({ length: d }, (_, f) => {
    const column = values.filter((_value, at) => at % d === f)
    return [Math.min(...column), Math.max(...column), Math.min(...column), Math.max(...column)]
  })
  return Float64Array.from(sides.flat())
}

test.each(METRICS)('a $name scan takes no row by its unfinished sum', (metric) => {
  const d = 24
  const lists = new NearestLists(allocateBuffers(1, 1), 1)
  lists.offer(1, 9)
  // The value is 1, as large as the worst one, after every look but the last.
  const row = Array.from({ length: d }, (_, f) => (f === 0 ? 1 : f === d - 1 ? 2 : 0))
  const rows = packRows(matrix(d, [row]), Int32Array.of(0), [{ start: 0, end: 1 }])
  metric.scan(rows, 0, 1, new Float64Array(d), lists)
  expect(lists.excludes(1, 10)).toBe(true)
  expect(lists.excludes(1, 8)).toBe(false)
})

test('a hamming ball is centered where most of its rows are', () => {
  const hamming = metricOf('hamming')
  const X = matrix(2, [
    [5, 1],
    [7, 2],
    [5, 2],
  ])
  const center = new Float64Array(2)
  hamming.fillCenter?.(X, Int32Array.of(0, 1, 2), center)
  expect([...center]).toEqual([5, 2])
  // Two features from the center, balls of one: one feature at least.
  expect(hamming.ballFloor(2, 1, 2)).toBe(1)
})

test('unit rows have length 1, and zero rows a direction of their own on either side', () => {
  const rows = matrix(2, [
    [3e200, 4e200],
    [0, 0],
    [1e-16, 0],
  ])
  const { comparable } = metricOf('cosine')
  if (comparable === undefined) throw new Error('cosine compares unit rows')
  const train = comparable(rows, 'train')
  const queries = comparable(rows, 'query')
  expect([...train.values]).toEqual([0.6, 0.8, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0])
  const value = (i: number, j: number) =>
    metricOf('cosine').value(train.values, i * 4, queries.values, j * 4, 4)
  expect([value(0, 0), value(0, 1), value(1, 1), value(2, 1)].map((one) => one / 2)).toEqual([0, 1, 1, 1])
})
