import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bonferroniLevel } from '../../src/stats/bonferroni-level.ts'
import { equivalenceLimit } from '../../src/stats/equivalence-limit.ts'
import type { MeanEstimate } from '../../src/stats/mean-estimate.ts'
import { MAX_ROUNDS, roundsNeeded } from '../../src/stats/rounds-needed.ts'
import type { Statistic } from '../../src/stats/statistic.ts'
import { subsetDf } from '../../src/stats/subset-df.ts'
import { decideVerdict } from '../../src/stats/verdict.ts'

const RULE = { equivalence: 0.05, alpha: 0.05, family_size: 13 }
const planned = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 20 }))
  .map(([subsets, passes]) => ({ subsets, rounds: subsets * passes }))

/** What `subsetT` would give for this plan, mean and round-to-round sd. */
function measured(plan: { readonly rounds: number; readonly subsets: number }, mean: number, sd: number) {
  const value: MeanEstimate = {
    n: plan.rounds,
    mean,
    sd,
    se: sd / Math.sqrt(plan.rounds),
    df: subsetDf(plan),
  }
  return { defined: true, value } satisfies Statistic<MeanEstimate>
}

describe('the largest sd for equivalent', () => {
  test('gives equivalent just below it and not just above', () => {
    fc.assert(
      fc.property(planned, (plan) => {
        const limit = equivalenceLimit(plan, RULE)
        if (!limit.defined) throw new Error(limit.reason)
        const verdictAt = (sd: number) =>
          decideVerdict({ main: measured(plan, 0, sd), null_arm: measured(plan, 0, 1e-6) }, RULE).verdict
        expect(verdictAt(limit.value * (1 - 1e-9))).toBe('equivalent')
        expect(verdictAt(limit.value * (1 + 1e-9))).toBe('inconclusive')
      }),
    )
  })

  test('does not exist for one round', () => {
    expect(equivalenceLimit({ rounds: 1, subsets: 1 }, RULE)).toEqual({
      defined: false,
      reason: 'too-few-values',
    })
  })
})

describe('degrees of freedom', () => {
  test.each([
    [15, 1, 14],
    [15, 5, 10],
    [5, 5, 4],
    [1, 1, 0],
  ])('%d rounds over %d subsets have %d', (rounds, subsets, df) => {
    expect(subsetDf({ rounds, subsets })).toBe(df)
  })

  test('rounds that are not whole passes are refused', () => {
    expect(() => subsetDf({ rounds: 12, subsets: 5 })).toThrow(
      new RangeError('12 rounds are not whole passes over 5 subsets'),
    )
  })
})

describe('rounds needed', () => {
  const quiet = { mean: 0, sd: 0.001 }

  test('are whole passes, at least two', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
        (subsets, sd) => {
          const needed = roundsNeeded({ main: { mean: -0.3, sd }, null_arm: quiet, subsets }, RULE)
          if (!needed.defined) throw new Error(needed.reason)
          expect(needed.value % subsets).toBe(0)
          expect(needed.value).toBeGreaterThanOrEqual(2 * subsets)
        },
      ),
    )
  })

  test('decide, if mean and sd come out the same', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        (mean, sd) => {
          const needed = roundsNeeded({ main: { mean, sd }, null_arm: { mean: 0.001, sd }, subsets: 5 }, RULE)
          fc.pre(needed.defined)
          const plan = { rounds: needed.value, subsets: 5 }
          const contrasts = { main: measured(plan, mean, sd), null_arm: measured(plan, 0.001, sd) }
          expect(decideVerdict(contrasts, RULE).verdict).not.toBe('inconclusive')
        },
      ),
    )
  })

  test('grow with the spread', () => {
    const needed = [0.05, 0.1, 0.2].map((sd) =>
      roundsNeeded({ main: { mean: 0.2, sd }, null_arm: quiet, subsets: 1 }, RULE),
    )
    const counts = needed.map((count) => (count.defined ? count.value : 0))
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(counts[0]).toBeGreaterThan(1)
  })

  test.each([
    ['a mean exactly at the limit', { mean: Math.log1p(0.05), sd: 0.01 }, quiet],
    ['a null arm that is off by more than the difference', { mean: 0.2, sd: 0.01 }, { mean: 0.4, sd: 0.01 }],
  ])('do not exist for %s', (_, main, null_arm) => {
    expect(roundsNeeded({ main, null_arm, subsets: 1 }, RULE)).toEqual({
      defined: false,
      reason: 'beyond-max-rounds',
    })
  })

  test('do not exist where one pass is longer than the most rounds', () => {
    const observed = { main: { mean: 1, sd: 0.01 }, null_arm: quiet, subsets: MAX_ROUNDS }
    expect(roundsNeeded(observed, RULE)).toEqual({ defined: false, reason: 'beyond-max-rounds' })
  })

  test('need finite observations', () => {
    const observed = { main: { mean: Number.NaN, sd: 1 }, null_arm: quiet, subsets: 1 }
    expect(roundsNeeded(observed, RULE)).toEqual({ defined: false, reason: 'not-finite' })
  })
})

test('the level of m intervals is 1 − α/m', () => {
  expect(bonferroniLevel(0.05, 1)).toBe(0.95)
  expect(bonferroniLevel(0.05, 10)).toBe(0.995)
})
