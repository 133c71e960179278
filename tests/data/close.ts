import { expect } from 'vitest'

const TOLERANCE = 1e-12

/** Fails with the first element that differs by more than 1e-12 · max(1, |expected|). */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length)
  const first = Array.from(expected).findIndex((value, i) => {
    return !(Math.abs(actual[i] - value) <= TOLERANCE * Math.max(1, Math.abs(value)))
  })
  expect(first, `element ${first}: ${actual[first]} instead of ${expected[first]}`).toBe(-1)
}
