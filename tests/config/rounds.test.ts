import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundsFault, subsetCount } from '../../src/config/rounds.ts'

test.each([
  [40, 'all', 1],
  [40, 8, 5],
  [40, 9, 5],
  [40, 40, 1],
  [40, 100, 1],
  [1, 1, 1],
] as const)('%i configurations, %s a round, are %i subsets', (configurations, perRound, subsets) => {
  expect(subsetCount(configurations, perRound)).toBe(subsets)
})

test('the values it proposes are the nearest ones that have no fault', () => {
  const size = fc.integer({ min: 1, max: 60 })
  fc.assert(
    fc.property(size, size, size, (rounds, configurations, perRound) => {
      const rule = { configurations, perRound }
      const proposed = roundsFault(rounds, rule)?.fix.match(/\d+/g)?.map(Number) ?? [rounds]
      for (const value of proposed) expect(roundsFault(value, rule)).toBeUndefined()
      expect(Math.min(...proposed.map((value) => Math.abs(value - rounds)))).toBeLessThan(
        subsetCount(configurations, perRound),
      )
    }),
  )
})
