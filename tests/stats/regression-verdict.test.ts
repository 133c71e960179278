import fc from 'fast-check'
import { expect, test } from 'vitest'
import { regressionVerdict } from '../../src/stats/regression-verdict.ts'
import { decideVerdict } from '../../src/stats/verdict.ts'

const RULE = { equivalence: 0.05, alpha: 0.05, family_size: 1 }
const estimate = (mean: number, se: number) =>
  ({ defined: true, value: { n: 12, mean, sd: se * Math.sqrt(12), se, df: 11 } }) as const
const judge = (mean: number, se: number, noise_mean = 0, noise_se = 0.001) =>
  regressionVerdict(
    decideVerdict({ main: estimate(mean, se), null_arm: estimate(noise_mean, noise_se) }, RULE),
  )

test.each([
  ['slower beyond δ', 0.2, 0.01, 'slower'],
  ['faster', -0.2, 0.01, 'not slower'],
  ['equivalent', 0, 0.005, 'not slower'],
  ['below +δ as a whole, across −δ', -0.05, 0.02, 'not slower'],
  ['across +δ', 0.05, 0.02, 'open'],
  ['across both limits', 0, 0.2, 'open'],
] as const)('%s', (_, mean, se, right) => {
  expect(judge(mean, se)).toBe(right)
})

test('noise above δ leaves it open, whatever the interval below it', () => {
  expect(judge(-0.05, 0.02, 0.1)).toBe('open')
  expect(judge(0.08, 0.005, 0.1)).toBe('open')
  expect(judge(0.3, 0.005, 0.1)).toBe('slower')
})

test('without an interval it is open', () => {
  const none = { defined: false, reason: 'too-few-values' } as const
  expect(regressionVerdict(decideVerdict({ main: none, null_arm: none }, RULE))).toBe('open')
})

test('noise only ever opens the question', () => {
  const size = fc.double({ min: -0.3, max: 0.3, noNaN: true })
  const se = fc.double({ min: 1e-4, max: 0.2, noNaN: true })
  fc.assert(
    fc.property(size, se, size, (mean, spread, noise) => {
      const [quiet, noisy] = [judge(mean, spread), judge(mean, spread, noise)]
      expect([quiet, 'open']).toContain(noisy)
    }),
  )
})
