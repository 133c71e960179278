import { expect, test } from 'vitest'
import { confusionMatrix } from '../../src/metrics/confusion-matrix.ts'

const y_true = Int32Array.of(0, 0, 2, 2, 2)
const y_pred = Int32Array.of(0, 2, 2, 2, 0)

test('rows are true classes, columns predicted ones, and absent classes keep their place', () => {
  const { counts } = confusionMatrix({ y_true, y_pred, n_classes: 3 })
  expect([...counts]).toEqual([1, 0, 1, 0, 0, 0, 1, 0, 2])
})

test('no rows give a matrix of zeros', () => {
  const none = new Int32Array(0)
  expect([...confusionMatrix({ y_true: none, y_pred: none, n_classes: 2 }).counts]).toEqual([0, 0, 0, 0])
})

test('arrays of different lengths are refused with both lengths', () => {
  const short = Int32Array.of(0)
  expect(() => confusionMatrix({ y_true, y_pred: short, n_classes: 3 })).toThrow(
    new RangeError('y_true has 5 rows, y_pred has 1'),
  )
})

test('a code outside the classes is refused with its row', () => {
  expect(() => confusionMatrix({ y_true, y_pred, n_classes: 2 })).toThrow(
    new RangeError('row 1: y_true 0, y_pred 2; class codes are 0 to 1'),
  )
  expect(() =>
    confusionMatrix({ y_true: Int32Array.of(-1), y_pred: Int32Array.of(0), n_classes: 2 }),
  ).toThrow(new RangeError('row 0: y_true -1, y_pred 0; class codes are 0 to 1'))
})
