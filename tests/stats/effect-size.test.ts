import { expect, test } from 'vitest'
import { effectSize } from '../../src/stats/effect-size.ts'

function correction(df: number): number {
  const result = effectSize({ mean: 1, sd: 1, df })
  return result.defined ? result.value.g_z : Number.NaN
}

test('the correction shrinks the effect, the less the more rounds there are', () => {
  const factors = Array.from({ length: 60 }, (_, index) => correction(index + 2))
  expect(factors).toEqual([...factors].sort((a, b) => a - b))
  expect(factors.at(-1)).toBeLessThan(1)
})

test('for many rounds it is the usual approximation 1 − 3/(4 df − 1)', () => {
  for (const df of [100, 101, 10_000, 10_001]) expect(correction(df)).toBeCloseTo(1 - 3 / (4 * df - 1), 5)
})

test.each([
  ['too-few-values', { mean: 1, sd: 1, df: 1 }],
  ['zero-variance', { mean: 1, sd: 0, df: 9 }],
  ['not-finite', { mean: Number.NaN, sd: 1, df: 9 }],
] as const)('%s: %j has no effect size', (reason, estimate) => {
  expect(effectSize(estimate)).toEqual({ defined: false, reason })
})
