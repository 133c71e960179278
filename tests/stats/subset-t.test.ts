import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanT } from '../../src/stats/mean-t.ts'
import { subsetT } from '../../src/stats/subset-t.ts'
import { expectClose } from './relative-error.ts'

const shape = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 6 }))
const rounds = shape.chain(([subsets, passes]) => {
  const subset = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: passes, maxLength: passes })
  return fc
    .array(subset, { minLength: subsets, maxLength: subsets })
    .filter((drawn) => drawn.some((values) => new Set(values).size > 1))
})

test('one subset is the ordinary paired t over rounds', () => {
  fc.assert(
    fc.property(rounds, (drawn) => {
      const pooled = drawn.flat()
      fc.pre(new Set(pooled).size > 1)
      const plain = meanT(pooled, 0.9)
      if (!plain.defined) throw new Error(plain.reason)
      expectClose(subsetT([pooled], 0.9), { value: plain.value })
    }),
  )
})

test('a constant added to one subset moves the mean by its share and changes no spread', () => {
  fc.assert(
    fc.property(rounds, fc.integer({ min: -50, max: 50 }), (drawn, shift) => {
      const before = subsetT(drawn, 0.95)
      const after = subsetT([drawn[0].map((y) => y + shift), ...drawn.slice(1)], 0.95)
      if (!before.defined) throw new Error(before.reason)
      const { mean, sd, se, df } = before.value
      expectClose(after, { value: { mean: mean + shift / drawn.length, sd, se, df } }, 1e-11)
    }),
  )
})

test('five subsets in three passes have ten degrees of freedom and no note', () => {
  const drawn = Array.from({ length: 5 }, (_, subset) => [subset, subset + 0.1, subset - 0.1])
  const result = subsetT(drawn, 0.95)
  expectClose(result, {
    value: { n: 15, subsets: 5, passes: 3, df: 10, mean: 2, sd: 0.1, se: 0.1 / Math.sqrt(15) },
  })
  expect(result).not.toHaveProperty('value.note')
})

test('a single pass is the plain t over rounds, and says what its spread includes', () => {
  const result = subsetT([[1], [2], [3]], 0.95)
  expect(result).toMatchObject({
    value: {
      n: 3,
      subsets: 3,
      passes: 1,
      df: 2,
      mean: 2,
      sd: 1,
      note: 'includes-spread-between-configurations',
    },
  })
})

test.each([
  ['too-few-values', []],
  ['too-few-values', [[]]],
  ['too-few-values', [[1]]],
  ['unequal-passes', [[1, 2], [3]]],
  [
    'zero-variance',
    [
      [1, 1],
      [2, 2],
    ],
  ],
  ['zero-variance', [[1e-5, 1e-5 + Number.EPSILON]]],
  ['zero-variance', [[1], [1]]],
  ['not-finite', [[1, Number.NaN]]],
] as const)('%s: %j has no inference', (reason, drawn) => {
  expect(subsetT(drawn, 0.95)).toEqual({ defined: false, reason })
})
