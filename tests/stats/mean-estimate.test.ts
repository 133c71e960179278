import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanEstimate } from '../../src/stats/mean-estimate.ts'
import { meanT } from '../../src/stats/mean-t.ts'

test.each([
  ['too-few-values', []],
  ['too-few-values', [3]],
  ['zero-variance', [0.1, 0.1, 0.1]],
  ['zero-variance', [0, -0]],
  ['zero-variance', [1, 1 + Number.EPSILON]],
  ['zero-variance', [1e-200, 2e-200]],
  ['not-finite', [1, Number.NaN]],
  ['not-finite', [1, Number.POSITIVE_INFINITY]],
  ['not-finite', [1e308, -1e308]],
] as const)('%s: %j has no estimate', (reason, values) => {
  expect(meanEstimate(values)).toEqual({ defined: false, reason })
  expect(meanT(values, 0.95)).toEqual({ defined: false, reason })
})

test('a large offset does not swallow the spread', () => {
  expect(meanEstimate([1e9 + 1, 1e9 + 2, 1e9 + 3])).toMatchObject({ value: { mean: 1e9 + 2, sd: 1, df: 2 } })
})

test('any list of numbers gives finite fields or a reason, never NaN', () => {
  fc.assert(
    fc.property(fc.array(fc.double(), { maxLength: 8 }), (values) => {
      const result = meanT(values, 0.95)
      const fields = result.defined ? Object.values(result.value) : []
      expect(fields.filter((field) => !Number.isFinite(field))).toEqual([])
    }),
  )
})
