import { effectSize } from '../../stats/effect-size.ts'
import { holm } from '../../stats/holm.ts'
import { leastPairedP } from '../../stats/least-p.ts'
import { meanEstimate } from '../../stats/mean-estimate.ts'
import { rankBiserial } from '../../stats/rank-biserial.ts'
import { chain, type Statistic } from '../../stats/statistic.ts'
import { type TInference, tInference } from '../../stats/t-inference.ts'
import { type SignedRankTest, wilcoxon } from '../../stats/wilcoxon.ts'
import { type EngineAcross, enginesAcross } from '../across-datasets.ts'
import { countOf } from '../answers-summary.ts'
import { groupBy } from '../group-by.ts'
import type { Results } from '../results.ts'
import { cannotReach, statisticCell } from '../statistic-cell.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** One row an engine: is it faster than the baseline over the datasets, of which each counts once? */
export function acrossDatasetsTable(results: Results): Table {
  const engines = enginesAcross(results)
  const { alpha } = results.study.analysis
  return {
    name: 'across-datasets',
    title: 'Across datasets: time ratios to the baseline (below 1 is faster), each dataset once',
    unit_of_replication: 'dataset',
    family: `${countOf(engines.length, 'engine')} against ${results.study.baseline}, α = ${alpha} for the family`,
    columns: COLUMNS,
    rows: rowsOf(engines, results),
    notes: [
      'ratio: geometric mean over the datasets on which the engine is complete; low and high: its 95 % t interval; p: paired t over datasets of the log ratio, p_wilcoxon: exact Wilcoxon signed-rank; each with Holm over the engines. Datasets are taken as independent of each other; they were chosen, not drawn, so p speaks of datasets like these.',
      'g_z: mean / sd of the log ratio over datasets (Hedges); rank-biserial from −1 (faster on every dataset) to 1. verdicts: of the single cases, from their rounds.',
      ...exclusions(engines),
    ],
  }
}

const COLUMNS = [
  textColumn('engine', 'engine', 0),
  numberColumn('datasets', 'datasets', 'count', 0),
  numberColumn('ratio', 'ratio', 'ratio', 0),
  numberColumn('ratio_low', 'low', 'ratio', 0),
  numberColumn('ratio_high', 'high', 'ratio', 0),
  numberColumn('p', 't p', 'p', 1),
  numberColumn('p_adjusted', 'Holm t p', 'p', 0),
  numberColumn('p_wilcoxon', 'Wilcoxon p', 'p', 1),
  numberColumn('p_wilcoxon_adjusted', 'Holm Wilcoxon p', 'p', 1),
  numberColumn('g_z', 'g_z', 'real', 2),
  numberColumn('rank_biserial', 'rank-biserial', 'real', 2),
  textColumn('verdicts', 'verdicts', 1),
]

interface Tested {
  readonly one: EngineAcross
  readonly t: Statistic<TInference>
  readonly ranks: Statistic<SignedRankTest>
  /** Why Wilcoxon's test is not run. */
  readonly notRun: Cell | undefined
}

function rowsOf(engines: readonly EngineAcross[], results: Results): Cell[][] {
  const tested = engines.map((one) => test(one, results.study.analysis.alpha / engines.length))
  const adjustedT = adjusted(tested.map(({ t }) => (t.defined ? t.value.p : undefined)))
  const adjustedRanks = adjusted(
    tested.map(({ ranks, notRun }) => (ranks.defined && notRun === undefined ? ranks.value.p : undefined)),
  )
  return tested.map((row, i) => {
    const { one, t, ranks, notRun } = row
    const wilcoxonP = notRun ?? statisticCell(ranks, ({ p }) => p, 'datasets')
    return [
      text(one.engine),
      number(one.complete.length, missing('none')),
      ...ratioCells(row, results),
      statisticCell(t, ({ p }) => p, 'datasets'),
      statisticCell(t, () => adjustedT[i], 'datasets'),
      wilcoxonP,
      wilcoxonP.kind === 'missing' ? wilcoxonP : number(adjustedRanks[i], missing('no p')),
      statisticCell(chain(t, effectSize), ({ g_z }) => g_z, 'datasets'),
      statisticCell(ranks, rankBiserial, 'datasets'),
      text(verdictCounts(one)),
    ]
  })
}

function test(one: EngineAcross, alpha: number): Tested {
  const values = one.complete.map(({ value }) => value)
  return {
    one,
    t: chain(meanEstimate(values, 1), (estimate) => tInference(estimate, 0.95)),
    ranks: wilcoxon(values),
    notRun: cannotReach(leastPairedP(values.length), alpha, countOf(values.length, 'dataset')),
  }
}

/** Holm's p of the tests that have one; the others still count. */
function adjusted(p_values: readonly (number | undefined)[]): (number | undefined)[] {
  const values = holm(
    p_values.flatMap((p) => p ?? []),
    p_values.length,
  ).values()
  return p_values.map((p) => (p === undefined ? undefined : values.next().value))
}

function ratioCells({ one, t }: Tested, { configurations }: Results): Cell[] {
  const values = one.complete.map(({ value }) => value)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const ratio = number(Math.exp(mean), missing('complete on no dataset'))
  const fewest = Math.min(...one.complete.map((dataset) => dataset.configurations))
  const note = `over ${fewest} of ${configurations.length} configurations`
  return [
    ratio.kind === 'number' && fewest < configurations.length ? { ...ratio, note } : ratio,
    statisticCell(t, ({ low }) => Math.exp(low), 'datasets'),
    statisticCell(t, ({ high }) => Math.exp(high), 'datasets'),
  ]
}

const VERDICTS = ['faster', 'equivalent', 'slower', 'inconclusive'] as const

/** `3 faster, 1 inconclusive`. */
function verdictCounts({ complete }: EngineAcross): string {
  const all = complete.flatMap(({ verdicts }) => verdicts)
  const counts = VERDICTS.map((verdict) => ({ verdict, count: all.filter((one) => one === verdict).length }))
  return counts.flatMap(({ verdict, count }) => (count === 0 ? [] : [`${count} ${verdict}`])).join(', ')
}

function exclusions(engines: readonly EngineAcross[]): string[] {
  return engines.flatMap(({ engine, incomplete }) =>
    [...groupBy(incomplete, ({ reason }) => reason)].map(
      ([reason, all]) => `${engine} without ${all.map(({ dataset }) => dataset).join(', ')}: ${reason}.`,
    ),
  )
}
