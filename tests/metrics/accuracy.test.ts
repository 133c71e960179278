import { expect, test } from 'vitest'
import { accuracy } from '../../src/metrics/accuracy.ts'

test('accuracy is the share of equal labels', () => {
  const y_true = Int32Array.of(0, 1, 2, 2)
  const y_pred = Int32Array.of(0, 1, 2, 0)
  expect(accuracy({ y_true, y_pred, n_classes: 3, positive: 1 })).toEqual({ defined: true, value: 0.75 })
})

test('no rows have no accuracy', () => {
  const none = new Int32Array(0)
  expect(accuracy({ y_true: none, y_pred: none, n_classes: 3, positive: 1 })).toEqual({
    defined: false,
    reason: { code: 'no-rows' },
  })
})
