import { expect, test } from 'vitest'
import { scoreDifference } from '../../src/report/score-difference.ts'

test.each([
  [58.4, 58.4 - 7e-15, 0],
  [0.1 + 0.2, 0.3, 0],
  [-0.25, -0.25, 0],
  [2e-20, 6e-20, 2e-20 - 6e-20],
  [58.4, 58.4 - 1e-9, 58.4 - (58.4 - 1e-9)],
  [0, 1 / 1e6, -1e-6],
])('%d beside %d', (value, reference, difference) => {
  expect(scoreDifference(value, reference)).toBe(difference)
})
