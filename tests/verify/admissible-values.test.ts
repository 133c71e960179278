import fc from 'fast-check'
import { expect, test } from 'vitest'
import { admissibleValues } from '../../src/verify/admissible-values.ts'

const distance = Math.sqrt

/** Every admissible set (no member certainly farther than an omitted one), with each weight at either end. */
function byEnumeration(
  low: readonly number[],
  high: readonly number[],
  targets: readonly number[],
  k: number,
): { least: number; most: number } {
  const means: number[] = []
  for (let mask = 0; mask < 2 ** low.length; mask++) {
    const own = low.map((_, i) => i).filter((i) => mask & (1 << i))
    const others = low.map((_, i) => i).filter((i) => !(mask & (1 << i)))
    if (own.length !== k || own.some((i) => others.some((j) => low[i] > high[j]))) continue
    for (let ends = 0; ends < 2 ** k; ends++) {
      const weights = own.map((i, at) => 1 / distance(ends & (1 << at) ? low[i] : high[i]))
      const total = weights.reduce((sum, w) => sum + w, 0)
      means.push(own.reduce((sum, i, at) => sum + weights[at] * targets[i], 0) / total)
    }
  }
  return { least: Math.min(...means), most: Math.max(...means) }
}

const candidate = fc.record({
  value: fc.integer({ min: 1, max: 6 }),
  slack: fc.constantFrom(0, 0.25, 1.5),
  target: fc.integer({ min: -5, max: 5 }),
})

test('the range under distance weights is that of all neighbor sets and all ends of their weights', () => {
  fc.assert(
    fc.property(
      fc.array(candidate, { minLength: 2, maxLength: 7 }),
      fc.integer({ min: 1, max: 4 }),
      (drawn, wanted) => {
        const sorted = drawn.toSorted((a, b) => a.value - b.value)
        const k = Math.min(wanted, sorted.length - 1)
        const low = sorted.map(({ value, slack }) => Math.max(0.5, value - slack))
        const high = sorted.map(({ value, slack }) => value + slack)
        const targets = sorted.map(({ target }) => target)
        const found = admissibleValues(
          { low: Float64Array.from(low), high: Float64Array.from(high) },
          { n_neighbors: k, weights: 'distance', targets: Float64Array.from(targets), distance },
        )
        const expected = byEnumeration(low, high, targets, k)
        expect(found.least).toBeCloseTo(expected.least, 10)
        expect(found.most).toBeCloseTo(expected.most, 10)
      },
    ),
    { numRuns: 300 },
  )
})

const range = (
  low: number[],
  high: number[],
  targets: number[],
  k: number,
  weights: 'uniform' | 'distance',
) =>
  admissibleValues(
    { low: Float64Array.from(low), high: Float64Array.from(high) },
    { n_neighbors: k, weights, targets: Float64Array.from(targets), distance },
  )

test('a tie at the last place leaves either neighbor open', () => {
  expect(range([1, 4, 4, 4], [1, 4, 4, 4], [10, 0, 2, 6], 2, 'uniform')).toEqual({ least: 5, most: 8 })
})

test('zero distances take over, and alone', () => {
  expect(range([0, 0, 4], [0, 0, 4], [1, 2, 900], 3, 'distance')).toEqual({ least: 1.5, most: 1.5 })
})

test('a distance that may be zero allows its own target, and every mean between', () => {
  expect(range([0, 1], [1e-20, 1], [10, 0], 2, 'distance').most).toBe(10)
})
