import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sdRange, standardizedMeanRange } from '../../src/audit/box.ts'
import type { Range } from '../../src/audit/range.ts'

const value = fc.double({ min: -5, max: 5, noNaN: true })
const side = fc.double({ min: 0, max: 2, noNaN: true })
const interval = fc.tuple(value, side).map(([low, width]): Range => ({ low, high: low + width }))
const place = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1))

/** A box and points in it. */
function boxes(least: number, most: number) {
  return fc
    .array(interval, { minLength: least, maxLength: most })
    .chain((box) =>
      fc.tuple(
        fc.constant(box),
        fc.array(fc.array(place, { minLength: box.length, maxLength: box.length }), { maxLength: 30 }),
      ),
    )
    .map(([box, places]) => ({
      box,
      points: places.map((all) => all.map((at, i) => box[i].low + at * (box[i].high - box[i].low))),
    }))
}

function sdOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length
}

test.each([
  ['corners', 2, 6],
  ['bounds', 13, 16],
])('no point of a box leaves the range of mean / sd, found by %s', (_, least, most) => {
  fc.assert(
    fc.property(boxes(least, most), ({ box, points }) => {
      const { low, high } = standardizedMeanRange(box)
      for (const point of points) {
        const [mean, sd] = [meanOf(point), sdOf(point)]
        if (sd < 1e-9) continue
        expect(mean / sd).toBeGreaterThanOrEqual(low - 1e-6 * Math.abs(low))
        expect(mean / sd).toBeLessThanOrEqual(high + 1e-6 * Math.abs(high))
      }
    }),
    { numRuns: 300 },
  )
})

test('the range of mean / sd is reached: a fine grid of a small box comes near both ends', () => {
  const box = [
    { low: 0.9, high: 1.3 },
    { low: 2, high: 2.2 },
    { low: 1.2, high: 2.9 },
  ]
  const steps = Array.from({ length: 61 }, (_, i) => i / 60)
  const at = ({ low, high }: Range, step: number) => low + step * (high - low)
  const found = steps.flatMap((a) =>
    steps.flatMap((b) =>
      steps.map((c) => {
        const point = [at(box[0], a), at(box[1], b), at(box[2], c)]
        return meanOf(point) / sdOf(point)
      }),
    ),
  )
  const { low, high } = standardizedMeanRange(box)
  expect(found.reduce((a, b) => Math.min(a, b))).toBeCloseTo(low, 10)
  const most = found.reduce((a, b) => Math.max(a, b))
  expect(most / high).toBeGreaterThan(0.999)
  expect(most).toBeLessThanOrEqual(high + 1e-12)
})

test('a mean of either sign makes a range of either sign, and equal values an endless one', () => {
  const { low, high } = standardizedMeanRange([
    { low: -1, high: 2 },
    { low: 3, high: 4 },
    { low: -9, high: -3 },
  ])
  expect(low).toBeLessThan(0)
  expect(high).toBeGreaterThan(0)
  const equal = { low: 1, high: 2 }
  expect(standardizedMeanRange([equal, equal, equal]).high).toBe(Infinity)
})

test('no point of a box leaves the range of its standard deviation', () => {
  fc.assert(
    fc.property(boxes(2, 8), ({ box, points }) => {
      const { low, high } = sdRange(box)
      for (const point of points) {
        expect(sdOf(point)).toBeGreaterThanOrEqual(low - 1e-9)
        expect(sdOf(point)).toBeLessThanOrEqual(high + 1e-9)
      }
    }),
    { numRuns: 200 },
  )
})
