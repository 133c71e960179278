import { describe, expect, test } from 'vitest'
import { verdictWords } from '../../src/report/verdict-words.ts'
import type { InconclusiveReason, VerdictEvidence } from '../../src/stats/verdict.ts'

const RULE = { alpha: 0.05, equivalence: 0.05, family_size: 1 }
const DELTA = Math.log(1.05)

function words(
  code: 'interval-crosses-limit' | 'noise-above-limit',
  evidence: Partial<VerdictEvidence>,
): string {
  const reason: InconclusiveReason = {
    code,
    evidence: { low: -0.1, high: 0.1, level: 0.95, delta: DELTA, noise: 0, ...evidence },
  }
  return verdictWords({ verdict: 'inconclusive', reason }, RULE)
}

describe('an interval too wide for a number', () => {
  test.each([
    [-4, 4],
    [-40, 40],
    [-800, 800],
  ])('from %i to %i on the log scale says so', (low, high) => {
    expect(words('interval-crosses-limit', { low, high })).toBe(
      'the 95 % interval, wider than a factor of 1,000, crosses both +5 % and −5 %',
    )
  })

  test('but not one that can be read', () => {
    expect(words('interval-crosses-limit', { low: -2, high: 2 })).toBe(
      'the 95 % interval 0.14 – 7.39 × as fast crosses both +5 % and −5 %',
    )
  })
})

test.each([
  [0.04, '4.1 %'],
  [2, '640 %'],
  [3, 'a factor of 20.1'],
  [800, 'more than a factor of 1,000'],
])('noise of %d on the log scale is %s', (noise, said) => {
  expect(words('noise-above-limit', { low: 0.06, high: 0.07, noise })).toBe(
    `the 95 % interval 0.932 – 0.942 × as fast is not clear of the noise: the same code against itself differs by up to ${said}`,
  )
})
