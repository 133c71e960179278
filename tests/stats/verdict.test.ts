import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MeanEstimate } from '../../src/stats/mean-estimate.ts'
import type { Statistic } from '../../src/stats/statistic.ts'
import { criticalT } from '../../src/stats/student-t.ts'
import { decideVerdict, type VerdictRule } from '../../src/stats/verdict.ts'

const RULE: VerdictRule = { equivalence: 0.05, alpha: 0.05, family_size: 4 }
const DELTA = Math.log1p(0.05)

function estimate(mean: number, se: number, df = 14): Statistic<MeanEstimate> {
  const n = df + 1
  return { defined: true, value: { n, mean, sd: se * Math.sqrt(n), se, df } }
}

function decide(main: Statistic<MeanEstimate>, null_arm: Statistic<MeanEstimate>, rule = RULE) {
  return decideVerdict({ main, null_arm }, rule)
}

/** A null arm whose largest absolute 95 % bound is `noise`. */
function nullArm(noise: number): Statistic<MeanEstimate> {
  return estimate(0, noise / criticalT(0.95, 14))
}

const QUIET = nullArm(0.001)

describe('the verdict', () => {
  test.each([
    ['faster', -0.5],
    ['slower', 0.5],
    ['equivalent', 0.001],
  ] as const)('is %s for a mean log ratio of %d with little spread', (verdict, mean) => {
    expect(decide(estimate(mean, 0.005), QUIET)).toMatchObject({ verdict })
  })

  test('shows what it was read from, δ as it was declared', () => {
    const { evidence } = expectDecided(decide(estimate(-0.5, 0.01), nullArm(0.2)))
    const half = criticalT(1 - 0.05 / 4, 14) * 0.01
    expect(evidence.level).toBe(1 - 0.05 / 4)
    expect(evidence.low).toBeCloseTo(-0.5 - half, 14)
    expect(evidence.high).toBeCloseTo(-0.5 + half, 14)
    expect(evidence.noise).toBeCloseTo(0.2, 14)
    expect(evidence.delta).toBeCloseTo(Math.log(1.05), 15)
  })

  test('an interval that is off 0 but within δ is equivalent, not slower', () => {
    expect(decide(estimate(0.02, 0.001), QUIET)).toMatchObject({ verdict: 'equivalent' })
  })

  test('an interval on both sides of δ is inconclusive, and says so', () => {
    expect(decide(estimate(-DELTA, 0.01), QUIET)).toMatchObject({
      verdict: 'inconclusive',
      reason: { code: 'interval-crosses-limit' },
    })
  })

  test('a difference within the noise is inconclusive, and says so', () => {
    expect(decide(estimate(-0.2, 0.01), nullArm(0.3))).toMatchObject({
      verdict: 'inconclusive',
      reason: { code: 'noise-above-limit', evidence: { delta: DELTA } },
    })
  })

  test('noise above δ forbids equivalent, even for an interval well inside δ', () => {
    expect(decide(estimate(0, 0.001), nullArm(0.06))).toMatchObject({
      verdict: 'inconclusive',
      reason: { code: 'noise-above-limit' },
    })
  })

  test('a null arm that is off 0 counts by its farther bound', () => {
    const biased = estimate(-0.3, 0.0001)
    expect(decide(estimate(0.2, 0.001), biased)).toMatchObject({ verdict: 'inconclusive' })
    expect(decide(estimate(0.4, 0.001), biased)).toMatchObject({ verdict: 'slower' })
  })

  test('a larger family asks for more', () => {
    const main = estimate(-0.1, 0.02)
    expect(decide(main, QUIET, { ...RULE, family_size: 1 })).toMatchObject({ verdict: 'faster' })
    expect(decide(main, QUIET, { ...RULE, family_size: 50 })).toMatchObject({ verdict: 'inconclusive' })
  })

  test.each(['main', 'null'] as const)('too few rounds of the %s arm are inconclusive', (arm) => {
    const missing = { defined: false, reason: 'too-few-values' } as const
    const [main, null_arm] = arm === 'main' ? [missing, QUIET] : [estimate(-1, 0.01), missing]
    expect(decide(main, null_arm)).toEqual({
      verdict: 'inconclusive',
      reason: { code: 'too-few-rounds', arm },
    })
  })

  test.each(['main', 'null'] as const)('no spread in the %s arm is inconclusive', (arm) => {
    const missing = { defined: false, reason: 'zero-variance' } as const
    const [main, null_arm] = arm === 'main' ? [missing, QUIET] : [estimate(-1, 0.01), missing]
    expect(decide(main, null_arm)).toEqual({
      verdict: 'inconclusive',
      reason: { code: 'undefined', arm, because: 'zero-variance' },
    })
  })

  test.each([
    [{ ...RULE, equivalence: 0 }, 'equivalence is 0; it is above 0, such as 0.05'],
    [{ ...RULE, alpha: 5 }, 'alpha is 5; it lies between 0 and 1'],
    [{ ...RULE, family_size: 0 }, 'family size is 0; it is a whole number from 1'],
  ])('an impossible rule is refused: %j', (rule, message) => {
    expect(() => decide(estimate(0, 1), QUIET, rule)).toThrow(new RangeError(message))
  })
})

describe('for any contrast', () => {
  const mean = fc.double({ min: -2, max: 2, noNaN: true })
  const se = fc.double({ min: 1e-6, max: 0.2, noNaN: true })
  const noise = fc.double({ min: 1e-6, max: 2, noNaN: true })

  test('more noise leaves the verdict or makes it inconclusive', () => {
    fc.assert(
      fc.property(mean, se, noise, noise, (m, s, a, b) => {
        const quieter = decide(estimate(m, s), nullArm(Math.min(a, b))).verdict
        const noisier = decide(estimate(m, s), nullArm(Math.max(a, b))).verdict
        expect([quieter, 'inconclusive']).toContain(noisier)
      }),
    )
  })

  test('noise beyond the interval is never faster, slower or equivalent', () => {
    fc.assert(
      fc.property(mean, se, (m, s) => {
        expect(decide(estimate(m, s), nullArm(1000)).verdict).toBe('inconclusive')
      }),
    )
  })

  test('a wider interval leaves the verdict or makes it inconclusive', () => {
    fc.assert(
      fc.property(mean, se, se, noise, (m, a, b, n) => {
        const narrow = decide(estimate(m, Math.min(a, b)), nullArm(n)).verdict
        const wide = decide(estimate(m, Math.max(a, b)), nullArm(n)).verdict
        expect([narrow, 'inconclusive']).toContain(wide)
      }),
    )
  })

  test('swapping the engine and the baseline swaps faster and slower', () => {
    const swapped = {
      faster: 'slower',
      slower: 'faster',
      equivalent: 'equivalent',
      inconclusive: 'inconclusive',
    }
    fc.assert(
      fc.property(mean, se, noise, (m, s, n) => {
        const forward = decide(estimate(m, s), nullArm(n)).verdict
        expect(decide(estimate(-m, s), nullArm(n)).verdict).toBe(swapped[forward])
      }),
    )
  })
})

function expectDecided(verdict: ReturnType<typeof decideVerdict>) {
  if (verdict.verdict === 'inconclusive') throw new Error(verdict.reason.code)
  return verdict
}
