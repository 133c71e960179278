import { expect, test } from 'vitest'
import { friedman } from '../../src/stats/friedman.ts'
import { leastFriedmanP, leastPairedP, pairsToReach } from '../../src/stats/least-p.ts'
import { rankBlocks } from '../../src/stats/rank-blocks.ts'
import { roundsForWidth } from '../../src/stats/rounds-for-width.ts'
import { MAX_ROUNDS } from '../../src/stats/rounds-needed.ts'
import { signFlip } from '../../src/stats/sign-flip.ts'
import { FURTHER_TESTS } from './further-tests-fixture.ts'

test('the least p is that of the tests, all differences on one side', () => {
  for (let n = 1; n <= 12; n++) {
    const result = signFlip(Array.from({ length: n }, (_, index) => 1 + index))
    expect(result.defined && result.value.p).toBe(leastPairedP(n))
  }
  expect(leastPairedP(0)).toBe(1)
})

test.each([
  [2, 3],
  [3, 3],
  [4, 2],
  [3, 4],
])('the least p of %d blocks of %d treatments is that of the test, all blocks alike', (n, k) => {
  const ranks = rankBlocks(Array.from({ length: n }, () => Array.from({ length: k }, (_, index) => index)))
  const result = ranks.defined ? friedman(ranks.value, 1) : ranks
  expect(result.defined && result.value.p).toBeCloseTo(leastFriedmanP(n, k), 14)
})

test.each([
  [0.05, 1, 6],
  [0.05, 3, 7],
  [0.05, 13, 10],
  [0.01, 1, 8],
  [0.0625, 1, 5],
])('α = %d in a family of %d takes %d pairs', (alpha, family, pairs) => {
  expect(pairsToReach(alpha, family)).toBe(pairs)
  expect(leastPairedP(pairs - 1)).toBeGreaterThan(alpha / family)
})

test('what is no count or share is refused', () => {
  expect(() => leastPairedP(1.5)).toThrow(new RangeError('1.5 pairs; it is a whole number from 0'))
  expect(() => leastFriedmanP(0.5, 3)).toThrow(
    new RangeError('0.5 blocks of 3 treatments; both are whole numbers'),
  )
  expect(() => pairsToReach(0, 1)).toThrow(new RangeError('alpha is 0; it lies between 0 and 1'))
  expect(() => pairsToReach(0.05, 0)).toThrow(new RangeError('family size is 0; it is a whole number from 1'))
})

test.each(FURTHER_TESTS.rounds_for_width)(
  'rounds for a width equal a search one by one: $expected',
  (entry) => {
    const result = roundsForWidth(entry, entry)
    if (entry.expected === null) expect(result).toEqual({ defined: false, reason: 'beyond-max-rounds' })
    else expect(result).toEqual({ defined: true, value: entry.expected })
  },
)

test('no spread takes two passes; no number has no answer; no width is refused', () => {
  const wanted = { half_width: 0.1, alpha: 0.05, family_size: 1 }
  expect(roundsForWidth({ sd: 0, subsets: 5 }, wanted)).toEqual({ defined: true, value: 10 })
  expect(roundsForWidth({ sd: Number.NaN, subsets: 5 }, wanted)).toEqual({
    defined: false,
    reason: 'not-finite',
  })
  expect(roundsForWidth({ sd: 0, subsets: MAX_ROUNDS }, wanted)).toEqual({
    defined: false,
    reason: 'beyond-max-rounds',
  })
  expect(() => roundsForWidth({ sd: 1, subsets: 1 }, { ...wanted, half_width: 0 })).toThrow(
    new RangeError('half width is 0; it is above 0'),
  )
})
