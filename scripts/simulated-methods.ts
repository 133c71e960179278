import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { mean } from 'simple-statistics'
import { type Bootstrap, bootstrap } from '../src/stats/bootstrap.ts'
import { correctedResampledT } from '../src/stats/corrected-resampled-t.ts'
import { type FriedmanTest, friedman } from '../src/stats/friedman.ts'
import { imanDavenport } from '../src/stats/iman-davenport.ts'
import { kendallTrend } from '../src/stats/kendall-trend.ts'
import { mannWhitney } from '../src/stats/mann-whitney.ts'
import { mcnemar } from '../src/stats/mcnemar.ts'
import { meanEstimate } from '../src/stats/mean-estimate.ts'
import { meanT } from '../src/stats/mean-t.ts'
import { nemenyi } from '../src/stats/nemenyi.ts'
import { positionEffect } from '../src/stats/position-effect.ts'
import { type RankBlocks, rankBlocks } from '../src/stats/rank-blocks.ts'
import { signFlip } from '../src/stats/sign-flip.ts'
import { chain, type Statistic } from '../src/stats/statistic.ts'
import type { Interval } from '../src/stats/t-inference.ts'
import { tost } from '../src/stats/tost.ts'
import { welchT } from '../src/stats/welch-t.ts'
import { wilcoxon } from '../src/stats/wilcoxon.ts'

/** Draws independent numbers of one distribution. */
export interface Draw {
  readonly normal: (count: number) => number[]
  /** Student's t with 3 degrees of freedom: symmetric with heavy tails. */
  readonly heavy: (count: number) => number[]
  /** Exponential minus its mean of 1. */
  readonly skewed: (count: number) => number[]
  /** Seasonal drift: normal noise over the rounds and a sine as large, of `period` rounds, that begins anywhere. */
  readonly seasonal: (count: number, period: number) => number[]
  readonly seed: () => number
}

export function seededDraw(seed: number): Draw {
  const random = xoroshiro128plus(seed)
  const uniform = () => 1 - uniformFloat64(random)
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  const heavy = () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3)
  const list = (one: () => number) => (count: number) => Array.from({ length: count }, one)
  return {
    normal: list(normal),
    heavy: list(heavy),
    skewed: list(() => -Math.log(uniform()) - 1),
    seasonal: (count, period) => {
      const start = uniform()
      return list(normal)(count).map(
        (noise, round) => noise + Math.SQRT2 * Math.sin(2 * Math.PI * (start + round / period)),
      )
    },
    seed: () => Math.floor(uniform() * 2 ** 31),
  }
}

export interface SimulatedTest {
  readonly name: string
  readonly kind:
    | 'exact'
    | 'exact to n = 25'
    | 'normal theory'
    | 'asymptotic'
    | 'heuristic'
    | 'dependent rounds'
  /** Where nothing differs. */
  readonly setting: string
  /** Its p has other steps for each pattern of ties, so it has no single attainable level. */
  readonly hasTies?: true
  /** Simulated a tenth as often. */
  readonly isSlow?: true
  /** p of one study of size n; undefined counts as not rejected. */
  readonly p: (draw: Draw, n: number) => Statistic<number>
}

const LEVEL = 0.95

function pOf(statistic: Statistic<{ readonly p: number }>): Statistic<number> {
  return chain(statistic, ({ p }) => ({ defined: true, value: p }))
}

function blocksOf({ normal }: Draw, n: number, treatments: number) {
  return rankBlocks(Array.from({ length: n }, () => normal(treatments)))
}

const remembered = new Map<string, Statistic<FriedmanTest>>()

/** Without ties, the test depends on nothing but n and the rank sums. */
function rememberedFriedman(blocks: RankBlocks): Statistic<FriedmanTest> {
  const key = [blocks.blocks, ...blocks.rank_sums.toSorted((a, b) => a - b)].join()
  const test = remembered.get(key) ?? friedman(blocks, 1)
  remembered.set(key, test)
  return test
}

/** Folds share training rows: the differences of f folds correlate by about 1/f. */
function folds({ normal }: Draw, count: number): number[] {
  const [common] = normal(1)
  return normal(count).map((own) => Math.sqrt(1 / count) * common + Math.sqrt(1 - 1 / count) * own)
}

/** Of seasonal drift, in rounds: several within a study, and part of one. */
const PERIODS = [6, 60]

export const TESTS: readonly SimulatedTest[] = [
  {
    name: 'paired t',
    kind: 'normal theory',
    setting: 'normal',
    p: ({ normal }, n) => pOf(meanT(normal(n), LEVEL)),
  },
  {
    name: 'paired t',
    kind: 'normal theory',
    setting: 't with 3 df',
    p: ({ heavy }, n) => pOf(meanT(heavy(n), LEVEL)),
  },
  {
    name: 'paired t',
    kind: 'normal theory',
    setting: 'exponential',
    p: ({ skewed }, n) => pOf(meanT(skewed(n), LEVEL)),
  },
  ...PERIODS.map(
    (period): SimulatedTest => ({
      name: 'paired t',
      kind: 'dependent rounds',
      setting: `seasonal drift of ${period} rounds`,
      p: ({ seasonal }, n) => pOf(meanT(seasonal(n, period), LEVEL)),
    }),
  ),
  {
    name: 'Wilcoxon signed-rank',
    kind: 'exact',
    setting: 't with 3 df',
    p: ({ heavy }, n) => pOf(wilcoxon(heavy(n))),
  },
  {
    name: 'Wilcoxon signed-rank',
    kind: 'exact',
    setting: 'rounded normal (ties, zeros)',
    hasTies: true,
    p: ({ normal }, n) => pOf(wilcoxon(normal(n).map((value) => Math.round(2 * value)))),
  },
  {
    name: 'sign-flip',
    kind: 'exact',
    setting: 't with 3 df',
    p: ({ heavy }, n) => pOf(signFlip(heavy(n))),
  },
  {
    name: 'Mann–Whitney, n each',
    kind: 'exact to n = 25',
    setting: 'normal',
    p: ({ normal }, n) => pOf(mannWhitney(normal(n), normal(n))),
  },
  {
    name: 'Mann–Whitney, n each',
    kind: 'asymptotic',
    setting: 'rounded normal (ties)',
    p: ({ normal }, n) => {
      const rounded = () => normal(n).map((value) => Math.round(2 * value))
      return pOf(mannWhitney(rounded(), rounded()))
    },
  },
  {
    name: 'Welch t, n each',
    kind: 'normal theory',
    setting: 'normal, sd 1 and 3',
    p: ({ normal }, n) =>
      pOf(
        welchT(
          normal(n),
          normal(n).map((value) => 3 * value),
          LEVEL,
        ),
      ),
  },
  {
    name: 'Friedman, 3 treatments',
    kind: 'exact',
    setting: 'normal',
    p: (draw, n) => chain(blocksOf(draw, n, 3), (blocks) => pOf(rememberedFriedman(blocks))),
  },
  {
    name: 'Friedman χ², 3 treatments',
    kind: 'asymptotic',
    setting: 'normal',
    p: (draw, n) =>
      chain(blocksOf(draw, n, 3), (blocks) =>
        chain(rememberedFriedman(blocks), ({ p_asymptotic }) => ({ defined: true, value: p_asymptotic })),
      ),
  },
  {
    name: 'Iman–Davenport, 3 treatments',
    kind: 'asymptotic',
    setting: 'normal',
    p: (draw, n) => chain(blocksOf(draw, n, 3), (blocks) => pOf(imanDavenport(blocks))),
  },
  {
    name: 'Nemenyi, any of 10 pairs',
    isSlow: true,
    kind: 'asymptotic',
    setting: 'normal',
    p: (draw, n) =>
      chain(blocksOf(draw, n, 5), (blocks) => ({
        defined: true,
        value: Math.min(...nemenyi(blocks, 1 - LEVEL).pairs.map(({ p }) => p)),
      })),
  },
  {
    name: 'McNemar, n differing labels',
    kind: 'exact',
    setting: 'fair coin',
    p: ({ normal }, n) => {
      const first = normal(n).filter((value) => value > 0).length
      return pOf(mcnemar(first, n - first))
    },
  },
  {
    name: 'Nadeau–Bengio, n folds',
    kind: 'heuristic',
    setting: 'normal, correlation 1/n',
    p: (draw, n) => pOf(correctedResampledT(folds(draw, n), { n_train: n - 1, n_test: 1 }, LEVEL)),
  },
  {
    name: 'paired t over folds, for comparison',
    kind: 'normal theory',
    setting: 'normal, correlation 1/n',
    p: (draw, n) => pOf(meanT(folds(draw, n), LEVEL)),
  },
  {
    name: 'TOST',
    kind: 'normal theory',
    setting: 'normal, mean on the limit',
    p: ({ normal }, n) =>
      chain(meanEstimate(normal(n)), (estimate) => pOf(tost(estimate, { lower: -9, upper: 0 }, 1 - LEVEL))),
  },
  {
    name: 'drift (Kendall)',
    kind: 'exact',
    setting: 'normal',
    p: ({ normal }, n) => pOf(kendallTrend([normal(n)])),
  },
  ...PERIODS.map(
    (period): SimulatedTest => ({
      name: 'drift (Kendall)',
      kind: 'dependent rounds',
      setting: `seasonal drift of ${period} rounds`,
      p: ({ seasonal }, n) => pOf(kendallTrend([seasonal(n, period)])),
    }),
  ),
  {
    name: 'position (Kruskal–Wallis), 3 × n',
    kind: 'asymptotic',
    setting: 'normal',
    p: ({ normal }, n) => pOf(positionEffect([normal(n), normal(n), normal(n)])),
  },
]

export interface SimulatedInterval {
  readonly name: string
  readonly setting: string
  /** Intervals of a mean that is 0. */
  readonly intervals: (draw: Draw, n: number) => readonly Statistic<Interval>[]
}

const average = (values: readonly number[]) => mean([...values])

function both(statistic: Statistic<Bootstrap>): readonly Statistic<Interval>[] {
  return statistic.defined ? [{ defined: true, value: statistic.value.percentile }, statistic.value.bca] : []
}

/** What a row of `INTERVALS` gives, in this order. */
export const INTERVAL_NAMES = ['t', 'percentile bootstrap', 'BCa bootstrap'] as const

export const INTERVALS: readonly SimulatedInterval[] = (['normal', 'heavy', 'skewed'] as const).map(
  (kind) => ({
    name: 'mean',
    setting: { normal: 'normal', heavy: 't with 3 df', skewed: 'exponential' }[kind],
    intervals: (draw, n) => {
      const values = draw[kind](n)
      return [meanT(values, LEVEL), ...both(bootstrap(values, average, { level: LEVEL, seed: draw.seed() }))]
    },
  }),
)
