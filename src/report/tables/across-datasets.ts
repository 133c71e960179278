import { effectSize } from '../../stats/effect-size.ts'
import { rankBiserial } from '../../stats/rank-biserial.ts'
import { chain } from '../../stats/statistic.ts'
import type { EngineAcross } from '../across-datasets.ts'
import { type AcrossTest, acrossTests } from '../across-tests.ts'
import { countOf } from '../answers-summary.ts'
import { groupBy } from '../group-by.ts'
import { about, exclusion, inference } from '../note.ts'
import type { Results } from '../results.ts'
import { statisticCell } from '../statistic-cell.ts'
import {
  type Cell,
  missing,
  number,
  numberColumn,
  type Table,
  type TaggedNote,
  text,
  textColumn,
} from '../table.ts'

/** One row an engine: is it faster than the baseline over the datasets, of which each counts once? */
export function acrossDatasetsTable(results: Results): Table {
  const tests = acrossTests(results)
  const engines = tests.map(({ one }) => one)
  const { alpha } = results.study.analysis
  return {
    name: 'across-datasets',
    title: 'Across datasets: time ratios to the baseline (below 1 is faster), each dataset once',
    unit_of_replication: 'dataset',
    family: `${countOf(engines.length, 'engine')} against ${results.study.baseline}, α = ${alpha} for the family`,
    columns: COLUMNS,
    rows: tests.map((tested) => rowCells(tested, results)),
    notes: [
      inference(
        'ratio: geometric mean over the datasets on which the engine is complete; low and high: its 95 % t interval, not adjusted. t p: paired t over datasets of the log ratio, with Holm over the engines. Datasets are taken as independent of each other; they were chosen, not drawn, so p speaks of datasets like these.',
      ),
      inference(
        'Wilcoxon: exact signed-rank p of the same log ratios, with a Holm of its own over the engines, and not run where even the clearest outcome could not reach α in the family.',
        ['p_wilcoxon', 'p_wilcoxon_adjusted'],
      ),
      about(['g_z'], 'g_z: mean / sd of the log ratio over datasets (Hedges).'),
      about(['rank_biserial'], 'rank-biserial: from −1 (faster on every dataset) to 1.'),
      about(['verdicts'], 'verdicts: of the single cases, from their rounds.'),
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

function rowCells(tested: AcrossTest, results: Results): Cell[] {
  const { one, t, ranks, not_run } = tested
  const why = not_run === undefined ? undefined : missing(not_run)
  return [
    text(one.engine),
    number(one.complete.length, missing('none')),
    ...ratioCells(tested, results),
    statisticCell(t, ({ p }) => p, 'datasets'),
    statisticCell(t, () => tested.p_adjusted, 'datasets'),
    why ?? statisticCell(ranks, ({ p }) => p, 'datasets'),
    why ?? statisticCell(ranks, () => tested.p_wilcoxon_adjusted, 'datasets'),
    statisticCell(chain(t, effectSize), ({ g_z }) => g_z, 'datasets'),
    statisticCell(ranks, rankBiserial, 'datasets'),
    text(verdictCounts(one)),
  ]
}

function ratioCells({ one, t, ratio: found }: AcrossTest, { configurations }: Results): Cell[] {
  const ratio = number(found, missing('complete on no dataset'))
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

function exclusions(engines: readonly EngineAcross[]): TaggedNote[] {
  return engines.flatMap(({ engine, incomplete }) =>
    [...groupBy(incomplete, ({ reason }) => reason)].map(([reason, all]) =>
      exclusion(`${engine} without ${all.map(({ dataset }) => dataset).join(', ')}: ${reason}.`),
    ),
  )
}
