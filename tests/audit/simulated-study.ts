import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { z } from 'zod'
import type { publishedSchema } from '../../src/audit/published-schema.ts'
import { exactShareInterval } from '../../src/stats/binomial.ts'
import { effectSize } from '../../src/stats/effect-size.ts'
import { meanT } from '../../src/stats/mean-t.ts'
import { normalQuantile } from '../../src/stats/normal.ts'
import { wilsonInterval } from '../../src/stats/wilson.ts'

export type StudyFile = z.input<typeof publishedSchema>

interface Matrix {
  readonly tn: number
  readonly fp: number
  readonly fn: number
  readonly tp: number
}

const SYSTEMS = ['a', 'b'] as const
type BySystem<T> = Record<(typeof SYSTEMS)[number], T>

/** Seeded random numbers. */
class Chance {
  private readonly generator

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed)
  }
  share(): number {
    return uniformFloat64(this.generator)
  }
  whole(low: number, high: number): number {
    return low + Math.floor(this.share() * (high - low + 1))
  }
  real(low: number, high: number): number {
    return low + this.share() * (high - low)
  }
  one<T>(...of: readonly T[]): T {
    return of[this.whole(0, of.length - 1)]
  }
}

/** A study whose figures follow from true counts and times, each rounded only where it is printed. */
export function simulatedStudy(seed: number): StudyFile {
  const chance = new Chance(seed)
  const n = chance.whole(3, 7)
  const n_test = Array.from({ length: n }, () => chance.whole(20, chance.one(120, 800, 6000)))
  const positives = n_test.map((rows) => chance.whole(1, rows - 1))
  const matrices = bySystem(() => n_test.map((rows, i) => matrixOf(chance, rows, positives[i])))
  const digits = chance.whole(2, 5)
  const scores = scoreTables(matrices)
  const time_ms = bySystem(() => n_test.map((rows) => rows * chance.real(0.01, 3)))
  const tables = { ...scores, time_ms }
  return {
    name: `simulated-${seed}`,
    source: 'made by a script',
    systems: [...SYSTEMS],
    datasets: n_test.map((_, i) => `d${i}`),
    n_test,
    tables: Object.fromEntries(
      Object.entries(tables).map(([name, table]) => [
        name,
        bySystem((system) =>
          table[system].map((value) => (name === 'time_ms' ? significant(value, 3) : value.toFixed(digits))),
        ),
      ]),
    ),
    claims: [
      ...Object.values(scores).flatMap((table, i) =>
        claimOf(chance, Object.keys(scores)[i], { table, digits, scale: 'difference' }),
      ),
      ...claimOf(chance, 'time_ms', { table: time_ms, digits, scale: 'log-ratio' }),
    ],
    confusion: Object.fromEntries(n_test.map((_, i) => [`d${i}`, bySystem((system) => matrices[system][i])])),
    intervals: [intervalsOf(chance, { matrices, n_test, digits })],
    folds: [foldsOf(chance, digits)],
    series: [seriesOf(chance)],
  }
}

function bySystem<T>(of: (system: (typeof SYSTEMS)[number]) => T): BySystem<T> {
  return { a: of('a'), b: of('b') }
}

function matrixOf(chance: Chance, rows: number, positives: number): Matrix {
  const tp = chance.whole(0, positives)
  const fp = chance.whole(0, Math.floor((rows - positives) * chance.share()))
  return { tp, fp, fn: positives - tp, tn: rows - positives - fp }
}

function scoreTables(matrices: BySystem<readonly Matrix[]>) {
  const ratio = (hits: number, of: number) => (of === 0 ? 0 : hits / of)
  const table = (score: (matrix: Matrix) => number) => bySystem((system) => matrices[system].map(score))
  return {
    accuracy: table(({ tn, fp, fn, tp }) => (tn + tp) / (tn + fp + fn + tp)),
    precision: table(({ fp, tp }) => ratio(tp, tp + fp)),
    recall: table(({ fn, tp }) => ratio(tp, tp + fn)),
    f1: table(({ fp, fn, tp }) => ratio(2 * tp, 2 * tp + fp + fn)),
  }
}

interface Claimed {
  readonly table: BySystem<readonly number[]>
  readonly digits: number
  readonly scale: 'difference' | 'log-ratio'
}

function claimOf(
  chance: Chance,
  name: string,
  { table: { a, b }, digits, scale }: Claimed,
): NonNullable<StudyFile['claims']> {
  const isLog = scale === 'log-ratio'
  const differences = a.map((value, i) => (isLog ? Math.log(value / b[i]) : value - b[i]))
  const test = meanT(differences, 0.95)
  const meanDifference = mean(a.map((value, i) => value - b[i]))
  const means = { mean: { a: mean(a).toFixed(digits) }, difference: meanDifference.toFixed(digits) }
  if (!test.defined) return [{ table: name, scale, ...means }]
  const { t, p, low, high } = test.value
  const ratios = a.map((value, i) => value / b[i])
  return [
    {
      table: name,
      scale,
      ...means,
      t: t.toFixed(2),
      p: p < 0.001 ? '<0.001' : chance.one(p.toFixed(3), significant(p, 2)),
      cohen_d: effectOf(chance, { a, b, differences }).toFixed(3),
      ...(isLog
        ? {
            geometric_mean_ratio: significant(Math.exp(mean(differences)), 3),
            ratio_range: [significant(Math.min(...ratios), 3), significant(Math.max(...ratios), 3)],
          }
        : { ci: { level: 0.95, ends: [low.toFixed(digits), high.toFixed(digits)] } }),
    },
  ]
}

/** d as one publication or another defines it. */
function effectOf(
  chance: Chance,
  { a, b, differences }: BySystem<readonly number[]> & { readonly differences: readonly number[] },
): number {
  const isPooled = !differences.some((d, i) => d !== a[i] - b[i]) && chance.share() < 0.3
  const spread = isPooled ? Math.sqrt((sd(a) ** 2 + sd(b) ** 2) / 2) : sd(differences)
  const d = mean(differences) / spread
  const corrected = effectSize({ mean: d, sd: 1, df: a.length - 1 })
  return !isPooled && corrected.defined && chance.share() < 0.3 ? corrected.value.g_z : d
}

function intervalsOf(
  chance: Chance,
  of: {
    readonly matrices: BySystem<readonly Matrix[]>
    readonly n_test: readonly number[]
    readonly digits: number
  },
): NonNullable<StudyFile['intervals']>[number] {
  const method = chance.one('normal', 'wilson', 'exact', 'bootstrap' as const)
  const ends = (system: 'a' | 'b') =>
    of.n_test.map((rows, i) => {
      const { tn, tp } = of.matrices[system][i]
      const found = intervalOf(chance, method, { hits: tn + tp, rows })
      return [found.low, found.high].map((end) => end.toFixed(of.digits))
    })
  return { table: 'accuracy', level: 0.95, resamples: RESAMPLES, values: bySystem(ends) }
}

const RESAMPLES = 200

function intervalOf(
  chance: Chance,
  method: 'normal' | 'wilson' | 'exact' | 'bootstrap',
  { hits, rows }: { readonly hits: number; readonly rows: number },
): { readonly low: number; readonly high: number } {
  const share = hits / rows
  const half = normalQuantile(0.975) * Math.sqrt((share * (1 - share)) / rows)
  if (method === 'wilson') {
    const found = wilsonInterval(hits, rows, 0.95)
    if (found.defined) return found.value
  }
  if (method === 'exact') return exactShareInterval(hits, rows, 0.95)
  if (method === 'bootstrap' && rows <= 120) return resampled(chance, share, rows)
  return { low: share - half, high: share + half }
}

function resampled(chance: Chance, share: number, rows: number) {
  const shares = Array.from({ length: RESAMPLES }, () => {
    let hits = 0
    for (let row = 0; row < rows; row++) if (chance.share() < share) hits++
    return hits / rows
  }).sort((a, b) => a - b)
  return { low: shares[RESAMPLES * 0.025], high: shares[RESAMPLES * 0.975] }
}

function foldsOf(chance: Chance, digits: number): NonNullable<StudyFile['folds']>[number] {
  const n_test = chance.whole(10, 3000)
  const values = () => Array.from({ length: 5 }, () => (chance.whole(0, n_test) / n_test).toFixed(digits))
  return { table: 'accuracy', dataset: 'd0', n_test, values: bySystem(values) }
}

function seriesOf(chance: Chance): NonNullable<StudyFile['series']>[number] {
  const x = [100, 500, 1000, 5000, 10_000].slice(0, chance.whole(3, 5))
  const isThroughOrigin = chance.share() < 0.4
  const [from, slope] = [isThroughOrigin ? 0 : chance.real(-5, 50), chance.real(0.001, 0.1)]
  const y = x.map((one) => (from + slope * one) * chance.real(0.9, 1.1))
  const center = isThroughOrigin ? { x: 0, y: 0 } : { x: mean(x), y: mean(y) }
  const sum = (of: (i: number) => number) => x.reduce((total, _, i) => total + of(i), 0)
  const fitted = sum((i) => (x[i] - center.x) * (y[i] - center.y)) / sum((i) => (x[i] - center.x) ** 2)
  const intercept = center.y - fitted * center.x
  const r2 = 1 - sum((i) => (y[i] - intercept - fitted * x[i]) ** 2) / sum((i) => (y[i] - mean(y)) ** 2)
  return {
    name: 'against-n',
    x: x.map(String),
    y: { a: y.map((one) => one.toFixed(1)) },
    fit: {
      a: {
        slope: fitted.toFixed(4),
        ...(isThroughOrigin ? {} : { intercept: intercept.toFixed(2) }),
        r2: r2.toFixed(4),
      },
    },
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function sd(values: readonly number[]): number {
  const center = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1))
}

function significant(value: number, digits: number): string {
  return value.toPrecision(digits)
}
