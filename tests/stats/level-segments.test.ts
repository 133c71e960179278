import fc from 'fast-check'
import { expect, test } from 'vitest'
import { levelSegments } from '../../src/stats/level-segments.ts'

const RULE = { least_length: 2, noise: 0.01 }
const starts = (values: readonly number[], rule = RULE) => levelSegments(values, rule).map(({ from }) => from)

test('a level that changes is two segments, with their medians and spreads', () => {
  const values = [0, 0.1, 0, -0.1, 0, 5, 5.1, 5, 4.9, 5]
  expect(levelSegments(values, RULE)).toEqual([
    { from: 0, to: 5, level: 0, spread: expect.closeTo(0.04) },
    { from: 5, to: 10, level: 5, spread: expect.closeTo(0.04) },
  ])
})

test('one value far away is no segment, however far', () => {
  expect(starts([0, 0, 0, 0, 99, 0, 0, 0, 0])).toEqual([0])
})

test('what lies within the known noise is one segment', () => {
  const values = [...Array(10).fill(0), ...Array(10).fill(0.004)]
  expect(starts(values)).toEqual([0])
  expect(starts(values, { ...RULE, noise: 0.0001 })).toEqual([0, 10])
})

test.each([
  [[], []],
  [[1], [0]],
  [[1, 9], [0]],
])('%j has segments from %j', (values, expected) => {
  expect(starts(values)).toEqual(expected)
})

test('segments cover all values in order, none too short, around their median', () => {
  const rule = { least_length: 3, noise: 0.01 }
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 30 }),
      (values) => {
        const segments = levelSegments(values, rule)
        expect(segments.map(({ from }) => from)).toEqual([0, ...segments.slice(0, -1).map(({ to }) => to)])
        expect(segments.at(-1)?.to).toBe(values.length)
        for (const { from, to, level } of segments) {
          expect(to - from).toBeGreaterThanOrEqual(3)
          const own = values.slice(from, to)
          expect(own.filter((value) => value < level).length).toBeLessThanOrEqual(own.length / 2)
          expect(own.filter((value) => value > level).length).toBeLessThanOrEqual(own.length / 2)
        }
      },
    ),
  )
})

/** All ways to cut n values into segments of at least `least`. */
function cuts(n: number, least: number): number[][] {
  if (n === 0) return [[]]
  return Array.from({ length: n }, (_, from) => from)
    .filter((from) => n - from >= least)
    .flatMap((from) => (from === 0 ? [[0]] : cuts(from, least).map((before) => [...before, from])))
    .filter((found) => found[0] === 0)
}

test('of all ways to cut, the one of the least criterion is chosen', () => {
  const deviation = (own: readonly number[]) => {
    const sorted = own.toSorted((a, b) => a - b)
    const middle = sorted[sorted.length >> 1]
    return own.reduce((sum, value) => sum + Math.abs(value - middle), 0)
  }
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 6, maxLength: 9 }),
      (values) => {
        const n = values.length
        const criterion = (from: readonly number[]) => {
          const parts = from.map((start, i) => deviation(values.slice(start, from[i + 1] ?? n)))
          const mean = parts.reduce((a, b) => a + b, 0) / n
          return 2 * n * Math.log(Math.max(mean, RULE.noise)) + 3 * (from.length - 1) * Math.log(n)
        }
        const least = Math.min(...cuts(n, 2).map(criterion))
        expect(criterion(starts(values))).toBeCloseTo(least, 9)
      },
    ),
    { numRuns: 200 },
  )
})
