import { expect, test } from 'vitest'
import { probabilityFault } from '../../src/runner/probability-fault.ts'

test.each([
  ['shares of neighbors', [1 / 3, 2 / 3, 0, 1]],
  [
    'shares that float32 rounded',
    [Math.fround(1 / 3), Math.fround(2 / 3), Math.fround(0.1), Math.fround(0.9)],
  ],
  ['none', []],
])('%s may be probabilities', (_, values) => {
  expect(probabilityFault(Float64Array.from(values), 2)).toBeUndefined()
})

test.each([
  ['NaN', [0.5, 0.5, Number.NaN, 1], 'the probability of class 0 is NaN in answer row 1'],
  ['a negative one', [1.5, -0.5], 'the probability of class 0 is 1.5 in answer row 0'],
  ['infinity', [0, Number.POSITIVE_INFINITY], 'the probability of class 1 is Infinity in answer row 0'],
  ['counts', [0.25, 0.75, 0, 0], 'the probabilities of answer row 1 sum to 0, not 1'],
])('%s cannot be', (_, values, fault) => {
  expect(probabilityFault(Float64Array.from(values), 2)).toBe(fault)
})
