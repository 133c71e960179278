import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultAverage } from '../../src/metrics/average.ts'
import { f1 } from '../../src/metrics/f1.ts'
import { precision } from '../../src/metrics/precision.ts'
import { recall } from '../../src/metrics/recall.ts'
import type { ScoreInput } from '../../src/metrics/score.ts'

function inputOf(y_true: readonly number[], y_pred: readonly number[], n_classes: number): ScoreInput {
  return { y_true: Int32Array.from(y_true), y_pred: Int32Array.from(y_pred), n_classes, positive: 1 }
}

test('two classes score the positive class, more are averaged as equals', () => {
  expect([1, 2, 3, 10].map(defaultAverage)).toEqual(['binary', 'binary', 'macro', 'macro'])
})

test('a class never predicted counts as 0 in precision and is named', () => {
  const input = inputOf([0, 1, 2, 2], [0, 0, 2, 2], 3)
  expect(precision(input)).toEqual({ defined: true, value: 0.5, zero_division: [1] })
})

test('a class without true rows counts as 0 in recall and is named', () => {
  const input = inputOf([0, 0, 2, 2], [0, 1, 2, 2], 3)
  expect(recall(input)).toEqual({ defined: true, value: 0.5, zero_division: [1] })
})

test('a class that is neither true nor predicted does not enter the mean', () => {
  expect(f1(inputOf([0, 0, 2], [0, 0, 2], 3))).toEqual({ defined: true, value: 1 })
})

test('a positive class that is neither true nor predicted scores 0 and says so', () => {
  const input = inputOf([0, 0], [0, 0], 2)
  for (const ratio of [precision, recall, f1])
    expect(ratio(input)).toEqual({ defined: true, value: 0, zero_division: [1] })
})

test('no rows have no score', () => {
  const reason = { code: 'no-rows' }
  for (const ratio of [precision, recall, f1])
    expect(ratio(inputOf([], [], 2))).toEqual({ defined: false, reason })
})

test('a positive class outside the classes is refused', () => {
  const input = { ...inputOf([0], [0], 2), positive: 2 }
  expect(() => recall(input)).toThrow(new RangeError('positive is 2; class codes are 0 to 1'))
})

test('weighted recall is the accuracy, whatever the labels', () => {
  const code = fc.integer({ min: 0, max: 4 })
  const rows = fc.array(fc.tuple(code, code), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(rows, (pairs) => {
      const y_true = pairs.map(([actual]) => actual)
      const y_pred = pairs.map(([, predicted]) => predicted)
      const share = pairs.filter(([actual, predicted]) => actual === predicted).length / pairs.length
      const weighted = recall(inputOf(y_true, y_pred, 5), 'weighted')
      expect(weighted.defined ? weighted.value : Number.NaN).toBeCloseTo(share, 12)
    }),
  )
})

test('precision of swapped labels is recall', () => {
  const code = fc.integer({ min: 0, max: 3 })
  const rows = fc.array(fc.tuple(code, code), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(rows, fc.constantFrom('binary' as const, 'macro' as const), (pairs, average) => {
      const y_true = pairs.map(([actual]) => actual)
      const y_pred = pairs.map(([, predicted]) => predicted)
      expect(precision(inputOf(y_true, y_pred, 4), average)).toEqual(
        recall(inputOf(y_pred, y_true, 4), average),
      )
    }),
  )
})
