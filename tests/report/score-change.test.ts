import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { pairedChange, splitsChange, unpairedChange } from '../../src/report/score-change.ts'

const right = (hits: number, n: number) => Array.from({ length: n }, (_, i) => (i < hits ? 1 : 0))

function ends({ interval }: ReturnType<typeof pairedChange>): [number, number] {
  if (!interval.defined) throw new Error(interval.reason)
  return [interval.value.low, interval.value.high]
}

describe('the same rows', () => {
  test('with one configuration it is Wald’s interval of paired proportions, by n − 1 and t', () => {
    const n = 200
    // 14 rows become right, 6 wrong: difference 8/200.
    const before = right(100, n)
    const after = before.map((value, row) => (row < 6 ? 0 : row >= 186 ? 1 : value))
    const [low, high] = ends(pairedChange(before, after))
    const wald = Math.sqrt((20 - 8 ** 2 / n) / (n * (n - 1)))
    const t199 = 1.971956544 // SciPy: stats.t.ppf(0.975, 199)
    expect(low).toBeCloseTo(0.04 - t199 * wald, 9)
    expect(high).toBeCloseTo(0.04 + t199 * wald, 9)
  })

  test('rows that all stay as they were have no interval, and no change', () => {
    const change = pairedChange(right(3, 9), right(3, 9))
    expect(change.before).toBe(change.after)
    expect(change.interval).toEqual({ defined: false, reason: 'zero-variance' })
  })
})

describe('coverage', () => {
  const SEED = 8_150
  const STUDIES = 300
  const ROWS = 60
  const CONFIGURATIONS = 10
  const random = xoroshiro128plus(SEED)
  const uniform = () => uniformFloat64(random)

  /** Shares of configurations that label a row right; a row is easy or hard for all of them, which makes them dependent. */
  const rows = (p: number) =>
    Array.from({ length: ROWS }, () => {
      const ease = uniform() < p ? 0.95 : 0.1
      return Array.from({ length: CONFIGURATIONS }, () => (uniform() < ease ? 1 : 0))
    })
  const shares = (outcomes: number[][]) =>
    outcomes.map((one) => one.reduce((a, b) => a + b, 0) / CONFIGURATIONS)
  const expected = (p: number) => 0.95 * p + 0.1 * (1 - p)

  /** How many of the studies have `truth` within the interval. */
  const covered = (make: () => [number, number], truth: number) =>
    Array.from({ length: STUDIES }, make).filter(([low, high]) => low <= truth && truth <= high).length /
    STUDIES

  const NEAR = 4 * Math.sqrt((0.95 * 0.05) / STUDIES)

  test('of two samples of rows is 95 %, however many configurations a row has', () => {
    const share = covered(
      () => ends(unpairedChange(shares(rows(0.7)), shares(rows(0.8)))),
      expected(0.8) - expected(0.7),
    )
    expect(Math.abs(share - 0.95)).toBeLessThan(NEAR)
  })

  test('of the same rows is 95 %', () => {
    const share = covered(
      () => {
        const before = rows(0.7)
        // After the change a tenth of what was wrong is right.
        const after = before.map((one) => one.map((hit) => (hit === 0 && uniform() < 0.1 ? 1 : hit)))
        return ends(pairedChange(shares(before), shares(after)))
      },
      0.1 * (1 - expected(0.7)),
    )
    expect(Math.abs(share - 0.95)).toBeLessThan(NEAR)
  })

  test('counting every configuration as a row of its own would cover far less often', () => {
    const share = covered(
      () => ends(unpairedChange(rows(0.7).flat(), rows(0.8).flat())),
      expected(0.8) - expected(0.7),
    )
    expect(share).toBeLessThan(0.7)
  })
})

describe('many splits', () => {
  test('the interval is of their mean, the range of single splits', () => {
    const change = splitsChange(0.8, [0.7, 0.78, 0.8, 0.82, 0.9])
    // SciPy: stats.t.interval(0.95, 4, 0, stats.sem([-.1, -.02, 0, .02, .1]))
    expect(change.after - change.before).toBeCloseTo(0, 12)
    expect(ends(change)[1]).toBeCloseTo(0.0895377, 6)
    expect(change.spread).toEqual({
      defined: true,
      value: { level: 0.95, low: expect.closeTo(-0.092, 12), high: expect.closeTo(0.092, 12) },
    })
  })
})
