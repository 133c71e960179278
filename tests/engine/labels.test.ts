import { expect, test } from 'vitest'
import { labelsHash, toLabels } from '../../src/engine/labels.ts'

test('the hash is over int32 little-endian bytes', () => {
  // hashlib.sha256(numpy.array([0, 1, 2, 300], "<i4").tobytes()).hexdigest()
  expect(labelsHash(Int32Array.of(0, 1, 2, 300))).toBe(
    'd567829e492ce78c378d534f169ce51a10fea426c4b566a7ac39c04d73154ba3',
  )
})

test('a view into a larger buffer is hashed alone', () => {
  const whole = Int32Array.of(9, 0, 1, 9)
  expect(labelsHash(whole.subarray(1, 3))).toBe(labelsHash(Int32Array.of(0, 1)))
})

test.each([
  [[0, Number.NaN], 'predict returned NaN for row 1, not a class code'],
  [[0.5, 1], 'predict returned 0.5 for row 0, not a class code'],
  [[1], 'predict returned 1 labels for 2 rows'],
])('%j are no labels of two rows', (predicted, message) => {
  expect(() => toLabels(predicted, 2)).toThrow(message)
})
