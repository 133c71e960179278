import { holm } from '../stats/holm.ts'
import { leastPairedP } from '../stats/least-p.ts'
import { meanT } from '../stats/mean-t.ts'
import type { Statistic } from '../stats/statistic.ts'
import type { TInference } from '../stats/t-inference.ts'
import { type SignedRankTest, wilcoxon } from '../stats/wilcoxon.ts'
import { type EngineAcross, enginesAcross } from './across-datasets.ts'
import { countOf } from './answers-summary.ts'
import type { Results } from './results.ts'
import { whyNotRun } from './statistic-cell.ts'

/** One engine against the baseline with the dataset as the unit. */
export interface AcrossTest {
  readonly one: EngineAcross
  /** Geometric mean over the complete datasets; undefined where there is none. */
  readonly ratio: number | undefined
  /** Of log ratios, at 95 %. */
  readonly t: Statistic<TInference>
  readonly ranks: Statistic<SignedRankTest>
  /** Why Wilcoxon's test has no p here: it could not reach α in the family. */
  readonly not_run: string | undefined
  /** Holm over the engines. */
  readonly p_adjusted: number | undefined
  readonly p_wilcoxon_adjusted: number | undefined
}

const LEVEL = 0.95
/** The relative rounding error of a ratio is an absolute one of its logarithm. */
const LOG_MAGNITUDE = 1

export function acrossTests(results: Results): AcrossTest[] {
  const engines = enginesAcross(results)
  const tested = engines.map((one) => testOf(one, results.study.analysis.alpha / engines.length))
  const p = adjusted(tested.map(({ t }) => (t.defined ? t.value.p : undefined)))
  const pRanks = adjusted(
    tested.map(({ ranks, not_run }) => (ranks.defined && not_run === undefined ? ranks.value.p : undefined)),
  )
  return tested.map((one, i) => ({ ...one, p_adjusted: p[i], p_wilcoxon_adjusted: pRanks[i] }))
}

function testOf(one: EngineAcross, alpha: number): Omit<AcrossTest, 'p_adjusted' | 'p_wilcoxon_adjusted'> {
  const values = one.complete.map(({ value }) => value)
  const n = values.length
  return {
    one,
    ratio: n === 0 ? undefined : Math.exp(values.reduce((sum, value) => sum + value, 0) / n),
    t: meanT(values, LEVEL, LOG_MAGNITUDE),
    ranks: wilcoxon(values),
    not_run: whyNotRun(leastPairedP(n), alpha, countOf(n, 'dataset')),
  }
}

/** Holm's p of the tests that have one; the others still count. */
function adjusted(p_values: readonly (number | undefined)[]): (number | undefined)[] {
  const present = p_values.flatMap((p) => p ?? [])
  const values = holm(present, p_values.length).values()
  return p_values.map((p) => (p === undefined ? undefined : values.next().value))
}
