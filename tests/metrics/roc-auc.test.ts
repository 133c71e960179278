import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rocAuc } from '../../src/metrics/roc-auc.ts'
import type { ScoreInput } from '../../src/metrics/score.ts'

/** Two classes; `scores` are the probabilities of class 1. */
function binary(labels: readonly number[], scores: readonly number[]): ScoreInput {
  const y_true = Int32Array.from(labels)
  const probabilities = Float64Array.from(scores.flatMap((score) => [1 - score, score]))
  return { y_true, y_pred: y_true, probabilities, n_classes: 2, positive: 1 }
}

/** The definition, pair by pair. */
function pairwiseAuc(labels: readonly number[], scores: readonly number[]): number {
  const own = scores.filter((_, row) => labels[row] === 1)
  const rest = scores.filter((_, row) => labels[row] !== 1)
  const wins = own.flatMap((a) => rest.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)))
  return wins.reduce((sum, win) => sum + win, 0) / wins.length
}

const row = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 4 }))
const rows = fc
  .array(row, { minLength: 2, maxLength: 40 })
  .filter((drawn) => new Set(drawn.map(([label]) => label)).size === 2)

test('ties count one half', () => {
  expect(rocAuc(binary([1, 0], [0.5, 0.5]))).toEqual({ defined: true, value: 0.5 })
  expect(rocAuc(binary([1, 0, 0], [0.5, 0.5, 0.25]))).toEqual({ defined: true, value: 0.75 })
})

test('it is the share of pairs in the right order', () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const labels = drawn.map(([label]) => label)
      const scores = drawn.map(([, votes]) => votes / 4)
      expect(rocAuc(binary(labels, scores))).toEqual({ defined: true, value: pairwiseAuc(labels, scores) })
    }),
  )
})

test('the other class as the positive one gives the same area', () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const input = binary(
        drawn.map(([label]) => label),
        drawn.map(([, votes]) => votes / 4),
      )
      expect(rocAuc({ ...input, positive: 0 })).toEqual(rocAuc(input))
    }),
  )
})

test('an absent class leaves it undefined and is named', () => {
  expect(rocAuc(binary([1, 1], [0.2, 0.3]))).toEqual({
    defined: false,
    reason: { code: 'class-absent', classes: [0] },
  })
  const y_true = Int32Array.of(1, 1)
  const probabilities = new Float64Array(8).fill(0.25)
  expect(rocAuc({ y_true, y_pred: y_true, probabilities, n_classes: 4, positive: 1 })).toEqual({
    defined: false,
    reason: { code: 'class-absent', classes: [0, 2, 3] },
  })
})

test('a case of one class has none', () => {
  const y_true = Int32Array.of(0, 0)
  expect(
    rocAuc({ y_true, y_pred: y_true, probabilities: Float64Array.of(1, 1), n_classes: 1, positive: 0 }),
  ).toEqual({
    defined: false,
    reason: { code: 'class-absent', classes: [] },
  })
})

test('a probability that is not finite is named by row and class', () => {
  expect(rocAuc(binary([0, 1, 1], [0.1, 0.2, Number.NaN]))).toEqual({
    defined: false,
    reason: { code: 'not-finite', row: 2, class: 0 },
  })
})

test('engines without probabilities have none', () => {
  const { probabilities: _, ...labelsOnly } = binary([0, 1], [0, 1])
  expect(rocAuc(labelsOnly)).toEqual({ defined: false, reason: { code: 'no-probabilities' } })
})

test('no rows have none', () => {
  expect(rocAuc(binary([], []))).toEqual({ defined: false, reason: { code: 'no-rows' } })
})

test('codes outside the classes are refused', () => {
  const message = 'class code 2 in y_true or positive; class codes are 0 to 1'
  expect(() => rocAuc({ ...binary([0, 1], [0, 1]), positive: 2 })).toThrow(new RangeError(message))
  expect(() => rocAuc(binary([0, 1, 2], [0, 1, 1]))).toThrow(new RangeError(message))
})

test('probabilities of another shape are refused', () => {
  const input = { ...binary([0, 1], [0, 1]), probabilities: new Float64Array(3) }
  expect(() => rocAuc(input)).toThrow(new RangeError('3 probabilities are not 2 rows of 2 classes'))
})
