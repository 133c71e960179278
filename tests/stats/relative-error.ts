import { expect } from 'vitest'

/** Every number of `expected` within a relative error of 1e-12 (absolute below 1) of the same field of `actual`. */
export function expectClose(actual: unknown, expected: unknown, tolerance = 1e-12): void {
  if (typeof expected === 'number') {
    const error = typeof actual === 'number' ? Math.abs(actual - expected) : Number.POSITIVE_INFINITY
    expect(error, `${actual} is not ${expected}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(expected)),
    )
    return
  }
  expect(actual).toBeTypeOf('object')
  const fields = new Map(Object.entries(Object(actual)))
  for (const [key, value] of Object.entries(Object(expected))) expectClose(fields.get(key), value, tolerance)
}

/** A number within `tolerance` relative to a positive `expected`, however small that is. */
export function expectRelative(actual: number, expected: number, tolerance = 1e-12): void {
  const error = actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected)
  expect(error, `${actual} is not ${expected}`).toBeLessThanOrEqual(tolerance)
}
