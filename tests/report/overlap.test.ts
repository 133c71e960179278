import { expect, test } from 'vitest'
import { doOverlap } from '../../src/report/overlap.ts'

test('intervals that share an end overlap', () => {
  const near = { low: 1, high: 3 }
  const far = { low: 4, high: 5 }
  expect([doOverlap(near, { low: 3, high: 4 }), doOverlap(near, far), doOverlap(far, near)]).toEqual([
    true,
    false,
    false,
  ])
})
