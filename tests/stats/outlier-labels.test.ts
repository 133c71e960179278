import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outlierLabels } from '../../src/stats/outlier-labels.ts'

test('a value far from the others is labeled, and nothing is dropped', () => {
  const labels = outlierLabels([10, 10, 11, 12, 12, 11, 11, 40, -40, 11])
  expect(labels).toEqual({
    defined: true,
    value: [...Array(7).fill('usual'), 'far-high', 'far-low', 'usual'],
  })
  expect(outlierLabels([5, 5, 5, 5])).toEqual({ defined: true, value: Array(4).fill('usual') })
})

test('every value has one label, and most are usual', () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 4, maxLength: 30 })
  fc.assert(
    fc.property(values, (list) => {
      const labels = outlierLabels(list)
      if (!labels.defined) throw new Error(labels.reason)
      expect(labels.value).toHaveLength(list.length)
      expect(2 * labels.value.filter((label) => label === 'usual').length).toBeGreaterThanOrEqual(list.length)
    }),
  )
})

/** Quartiles 4 and 6, so fences at 1 and 9, and at −2 and 12. */
const BULK = Array.from({ length: 300 }, (_, index) => 3 + (index % 5))

test.each([
  ['far-low', -2.1],
  ['low', -2],
  ['low', 0.9],
  ['usual', 1],
  ['usual', 9],
  ['high', 9.1],
  ['high', 12],
  ['far-high', 12.1],
] as const)('%s: %d, since a fence belongs to its inside', (label, value) => {
  const labels = outlierLabels([...BULK, value])
  expect(labels.defined && labels.value.at(-1)).toBe(label)
})

test.each([
  ['too-few-values', [1, 2, 3]],
  ['not-finite', [1, 2, 3, Number.NaN]],
] as const)('%s: %j has no labels', (reason, values) => {
  expect(outlierLabels(values)).toEqual({ defined: false, reason })
})
