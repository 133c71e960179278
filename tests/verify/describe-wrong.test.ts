import { expect, test } from 'vitest'
import { describeWrong } from '../../src/verify/describe-wrong.ts'

const place = { row: 17, position: 2, n_neighbors: 5 }

test('a missed neighbor is named with both distances', () => {
  const wrong = {
    kind: 'missed-neighbor',
    ...place,
    returned: 402,
    returned_distance: 1.21804,
    nearer: 88,
    nearer_distance: 1.2079,
  } as const
  expect(describeWrong(wrong)).toBe(
    'neighbor 3 of 5 is training row 402 at 1.2180, but row 88 at 1.2079 is nearer',
  )
})

test('distances that five digits do not tell apart get as many as they need', () => {
  const wrong = { kind: 'wrong-distance', ...place, returned: 4, reported: 2.0000001, actual: 2 } as const
  expect(describeWrong(wrong)).toBe(
    'neighbor 3 of 5 is training row 4, reported at 2.0000001, but its distance is 2.0000000',
  )
})

test('a distance that is not a number is said so', () => {
  const wrong = { kind: 'wrong-distance', ...place, returned: 4, reported: Number.NaN, actual: 0 } as const
  expect(describeWrong(wrong)).toBe(
    'neighbor 3 of 5 is training row 4, reported at NaN, but its distance is 0',
  )
})

test('an index that does not exist and one that comes twice are told apart', () => {
  const wrong = { kind: 'invalid-index', ...place, returned: -1 } as const
  expect(describeWrong({ ...wrong, reason: 'out-of-range' })).toBe(
    'neighbor 3 of 5 is training row -1, which does not exist',
  )
  expect(describeWrong({ ...wrong, returned: 9, reason: 'duplicate' })).toBe(
    'neighbor 3 of 5 is training row 9, which is already among the neighbors before it',
  )
})

test('a label is given by its name where names are known', () => {
  const wrong = { kind: 'wrong-label', row: 17, label: 1, admissible: [0] } as const
  expect(describeWrong(wrong)).toBe('the label is 1, but the neighbors elect 0')
  expect(describeWrong(wrong, ['no', 'yes'])).toBe('the label is yes, but the neighbors elect no')
  expect(describeWrong({ ...wrong, admissible: [0, 2] }, ['a', 'b', 'c'])).toBe(
    'the label is b, but the neighbors can only elect a or c',
  )
})

test('a wrong shape says what was found and expected', () => {
  expect(describeWrong({ kind: 'wrong-shape', row: 0, what: '10 labels, expected 12' })).toBe(
    'the answer has the wrong shape: 10 labels, expected 12',
  )
})
