import fc from 'fast-check'
import { expect, test } from 'vitest'
import { benjaminiHochberg } from '../../src/stats/benjamini-hochberg.ts'
import { holm } from '../../src/stats/holm.ts'
import { RANK_TESTS } from './rank-tests-fixture.ts'
import { expectClose } from './relative-error.ts'

test.each(RANK_TESTS.benjamini_hochberg)('equals multipletests: %j', ({ p_values, expected }) => {
  expectClose(benjaminiHochberg(p_values), expected, 1e-15)
})

const list = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 })

test('an adjusted p lies between its p and that of Holm', () => {
  fc.assert(
    fc.property(list, fc.integer({ min: 0, max: 9 }), (p_values, more) => {
      const strict = holm(p_values, p_values.length + more)
      for (const [index, p] of benjaminiHochberg(p_values, p_values.length + more).entries()) {
        expect(p).toBeGreaterThanOrEqual(p_values[index])
        expect(p).toBeLessThanOrEqual(strict[index] * (1 + 1e-15))
      }
    }),
  )
})

test('tests without a p count as if theirs were 1', () => {
  const [first, second] = benjaminiHochberg([0.01, 0.02, 1, 1, 1])
  expect(benjaminiHochberg([0.01, 0.02], 5)).toEqual([first, second])
  expect(benjaminiHochberg([])).toEqual([])
})

test('what is no p, and a family too small, are refused', () => {
  expect(() => benjaminiHochberg([-0.1])).toThrow(new RangeError('p is -0.1; it lies between 0 and 1'))
  expect(() => benjaminiHochberg([0.1, 0.2], 1)).toThrow(new RangeError('2 tests do not fit a family of 1'))
})
