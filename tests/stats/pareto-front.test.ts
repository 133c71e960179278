import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paretoFront } from '../../src/stats/pareto-front.ts'

const at = (first: number, second: number) => ({ first, second })

test('keeps the points that none beats', () => {
  const points = [at(1, 5), at(2, 4), at(2, 3), at(3, 1), at(0, 5)]
  expect(paretoFront(points)).toEqual([at(1, 5), at(2, 4), at(3, 1)])
})

test('equal points stay together, and one point is a front', () => {
  expect(paretoFront([at(1, 1), at(1, 1), at(1, 0)])).toEqual([at(1, 1), at(1, 1)])
  expect(paretoFront([at(0, 0)])).toEqual([at(0, 0)])
  expect(paretoFront([])).toEqual([])
})

test('every point is on the front or beaten by one that is', () => {
  const number = fc.integer({ min: 0, max: 6 })
  fc.assert(
    fc.property(fc.array(fc.record({ first: number, second: number })), (points) => {
      const front = paretoFront(points)
      for (const point of points) {
        const isBeaten = front.some(
          (other) =>
            other.first >= point.first &&
            other.second >= point.second &&
            other.first + other.second > point.first + point.second,
        )
        expect(front.includes(point)).toBe(!isBeaten)
      }
    }),
  )
})
