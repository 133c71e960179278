import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holm } from '../../src/stats/holm.ts'

const p = fc.double({ min: 0, max: 1, noNaN: true })
const list = fc.array(p, { minLength: 1, maxLength: 12 })

test('an adjusted p is at least its p, at most Bonferroni and at most 1', () => {
  fc.assert(
    fc.property(list, (p_values) => {
      for (const [index, adjusted] of holm(p_values).entries()) {
        expect(adjusted).toBeGreaterThanOrEqual(p_values[index])
        expect(adjusted).toBeLessThanOrEqual(Math.min(1, p_values.length * p_values[index]))
      }
    }),
  )
})

test('the order of the adjusted p is the order of the p', () => {
  fc.assert(
    fc.property(list, (p_values) => {
      const adjusted = holm(p_values)
      const order = p_values.map((_, index) => index).sort((a, b) => p_values[a] - p_values[b])
      for (const [rank, index] of order.entries())
        if (rank > 0) expect(adjusted[index]).toBeGreaterThanOrEqual(adjusted[order[rank - 1]])
    }),
  )
})

test('a larger family never lowers an adjusted p', () => {
  fc.assert(
    fc.property(list, fc.integer({ min: 0, max: 20 }), (p_values, more) => {
      const own = holm(p_values)
      const larger = holm(p_values, p_values.length + more)
      for (const [index, adjusted] of own.entries()) expect(larger[index]).toBeGreaterThanOrEqual(adjusted)
    }),
  )
})

test('tests without a p count in the family', () => {
  expect(holm([0.01, 0.02], 5)).toEqual([0.05, 0.08])
})

test('no tests give no p, and the input stays as it was', () => {
  expect(holm([])).toEqual([])
  const p_values = [0.4, 0.1]
  holm(p_values)
  expect(p_values).toEqual([0.4, 0.1])
})

test('what is no p, and a family too small, are refused', () => {
  expect(() => holm([0.1, Number.NaN])).toThrow(new RangeError('p is NaN; it lies between 0 and 1'))
  expect(() => holm([1.5])).toThrow(new RangeError('p is 1.5; it lies between 0 and 1'))
  expect(() => holm([0.1, 0.2], 1)).toThrow(new RangeError('2 tests do not fit a family of 1'))
})
