import { expect, test } from 'vitest'
import { requireSquareRange } from '../../../src/engine/adapters/square-range.ts'

const row = (...values: number[]) => ({
  rows: 1,
  columns: values.length,
  values: Float64Array.from(values),
})

test.each(['float32', 'float64'] as const)(
  'the largest distance that is let through has a %s square',
  (dtype) => {
    const largest = { float32: 2 ** 128 - 2 ** 104, float64: Number.MAX_VALUE }[dtype]
    const limit = Math.sqrt(largest / 4) / 2
    requireSquareRange(row(limit, -limit, limit, 0), dtype)
    expect(4 * (2 * limit) ** 2).toBeLessThanOrEqual(largest * (1 + Number.EPSILON))
    expect(() => requireSquareRange(row(0, limit * 1.001, 0, 0), dtype)).toThrow(
      /is too large for squared distances in float\d\d; at most \d/,
    )
  },
)

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d is refused', (value) => {
  expect(() => requireSquareRange(row(1, value), 'float64')).toThrow(`a value is ${value}; only finite`)
})
