import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { pairedT } from '../../src/stats/paired-t.ts'
import { subsetT } from '../../src/stats/subset-t.ts'
import { decideVerdict, type Verdict } from '../../src/stats/verdict.ts'

const SEED = 20_240
const STUDIES = 3000
const ALPHA = 0.05
const DELTA = Math.log1p(0.05)

/** Four standard errors of a share near `rate`: one run of a right test in 16,000 fails, and the seed is fixed. */
function tolerance(rate: number, runs: number): number {
  return 4 * Math.sqrt((rate * (1 - rate)) / runs)
}

/** Seeded standard normal numbers by Box & Muller (1958, Ann. Math. Statist. 29:610–611). */
function normals(seed: number): (count: number) => number[] {
  const random = xoroshiro128plus(seed)
  const draw = () =>
    Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random))
  return (count) => Array.from({ length: count }, draw)
}

function share(runs: number, happens: () => boolean): number {
  let count = 0
  for (let run = 0; run < runs; run++) if (happens()) count++
  return count / runs
}

test.each([2, 5, 15])('paired t rejects equal sides at the rate α, n = %d', (n) => {
  const draw = normals(SEED + n)
  const rate = share(STUDIES, () => {
    const common = draw(n).map((value) => 10 * value)
    const side = () => draw(n).map((value, index) => value + common[index])
    const result = pairedT(side(), side(), 1 - ALPHA)
    return result.defined && result.value.p <= ALPHA
  })
  expect(Math.abs(rate - ALPHA)).toBeLessThan(tolerance(ALPHA, STUDIES))
})

/** Log ratios of S subsets that differ by design, P rounds each, around a true mean over subsets. */
function rounds(draw: (count: number) => number[], mean: number, sd: number): number[][] {
  return [-0.8, -0.1, 0.9].map((subset) => draw(4).map((value) => mean + subset + sd * value))
}

test('the interval of the subset form covers the truth at its level, whatever the subsets', () => {
  const draw = normals(SEED)
  const misses = share(STUDIES, () => {
    const result = subsetT(rounds(draw, 0.3, 0.2), 1 - ALPHA)
    return result.defined && (result.value.low > 0.3 || result.value.high < 0.3)
  })
  expect(Math.abs(misses - ALPHA)).toBeLessThan(tolerance(ALPHA, STUDIES))
})

/** One contrast of a study; both arms carry the noise of one machine. */
function verdict(draw: (count: number) => number[], mean: number, family_size: number): Verdict['verdict'] {
  const main = subsetT(rounds(draw, mean, 0.03), 0.95)
  const null_arm = subsetT(rounds(draw, 0, 0.01).map(centered), 0.95)
  return decideVerdict({ main, null_arm }, { equivalence: 0.05, alpha: ALPHA, family_size }).verdict
}

/** The null arm runs the same program: its subsets do not differ by design. */
function centered(values: readonly number[], subset: number): number[] {
  return values.map((value) => value - [-0.8, -0.1, 0.9][subset])
}

test('equal engines are faster or slower far less often than α', () => {
  const draw = normals(SEED)
  expect(share(STUDIES, () => ['faster', 'slower'].includes(verdict(draw, 0, 1)))).toBeLessThan(0.002)
})

test('a difference of exactly δ is called slower, or equivalent, at most at the rate α/2 each', () => {
  const draw = normals(SEED)
  const verdicts = Array.from({ length: STUDIES }, () => verdict(draw, DELTA, 1))
  for (const wrong of ['slower', 'equivalent'] as const) {
    const rate = verdicts.filter((called) => called === wrong).length / STUDIES
    expect(rate).toBeLessThan(ALPHA / 2 + tolerance(ALPHA / 2, STUDIES))
    expect(rate).toBeGreaterThan(0.005)
  }
})

test('a family of five contrasts, all at δ, holds a false verdict at most at the rate α', () => {
  const draw = normals(SEED)
  const rate = share(STUDIES / 2, () =>
    Array.from({ length: 5 }, () => verdict(draw, DELTA, 5)).some((called) => called !== 'inconclusive'),
  )
  expect(rate).toBeLessThan(ALPHA + tolerance(ALPHA, STUDIES / 2))
})

test('it can fail: without the family the rate is beyond α', () => {
  const draw = normals(SEED)
  const rate = share(STUDIES / 4, () =>
    Array.from({ length: 5 }, () => verdict(draw, DELTA, 1)).some((called) => called !== 'inconclusive'),
  )
  expect(rate).toBeGreaterThan(ALPHA + tolerance(ALPHA, STUDIES / 4))
})
