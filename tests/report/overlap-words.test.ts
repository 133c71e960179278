import { expect, test } from 'vitest'
import { doOverlap, overlapWords } from '../../src/report/overlap-words.ts'

const near = { low: 1, high: 3 }
const far = { low: 4, high: 5 }

test('intervals that share an end overlap', () => {
  expect([doOverlap(near, { low: 3, high: 4 }), doOverlap(near, far), doOverlap(far, near)]).toEqual([
    true,
    false,
    false,
  ])
})

test('what is paired may differ where single intervals overlap, and the other way round', () => {
  const clear = { low: 0.4, high: 0.6 }
  const open = { low: 0.9, high: 1.2 }
  expect([
    overlapWords(near, near, clear),
    overlapWords(near, near, open),
    overlapWords(near, far, clear),
    overlapWords(near, far, open),
    overlapWords(near, far, undefined),
  ]).toEqual([
    'overlap, but ratio excludes 1',
    'overlap, ratio includes 1',
    'apart, ratio excludes 1',
    'apart, but ratio includes 1',
    'apart',
  ])
})
