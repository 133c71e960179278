import { mean } from 'simple-statistics'
import { type NemenyiTest, nemenyi } from '../../stats/nemenyi.ts'
import { rankBlocks } from '../../stats/rank-blocks.ts'
import { drawPicture } from '../draw-picture.ts'
import { groupBy } from '../group-by.ts'
import type { JsonObject, PictureResult } from '../picture.ts'
import { panelGrid } from '../picture-panels.ts'
import { engineNames } from '../picture-series.ts'
import { COLORS } from '../picture-theme.ts'
import { formatNumber } from '../render/format-number.ts'
import type { CaseResults, Results } from '../results.ts'
import { rowPanel } from '../row-panel.ts'
import { missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

const NAME = 'critical-differences'
const TITLE = 'Average ranks over datasets with critical differences'
/** Of the one panel. */
const PANEL = 'fastest first'

/** Average rank of every engine by its time over the datasets, with Nemenyi's critical difference. */
export function criticalDifferences(results: Results): PictureResult {
  const undrawn = (reason: string): PictureResult => ({ kind: 'undrawn', name: NAME, title: TITLE, reason })
  const { engines, datasets, incomplete } = completeDatasets(results)
  if (engines.length < 2) return undrawn('fewer than two engines have a time ratio')
  if (datasets.length < 2)
    return undrawn(
      `ranks need two datasets on which all of ${engines.join(', ')} were timed, not ${datasets.length}`,
    )
  const blocks = rankBlocks(datasets.map(({ ratios }) => engines.map((engine) => ratios.get(engine) ?? 0)))
  if (!blocks.defined) return undrawn('all engines are equally fast on every dataset')
  const { alpha } = results.study.analysis
  const test = nemenyi(blocks.value, alpha)
  const ranked = rankedEngines(engines, test)
  const largest = ranked[ranked.length - 1].rank + test.critical_difference / 2
  return drawPicture({
    data: dataOf(ranked, test),
    alt: altOf(ranked, test, datasets.length),
    reading: [
      `Rank 1 is the fastest. Lines are half of Nemenyi's critical difference to each side (${formatNumber(test.critical_difference, 'ratio')} ranks at α = ${alpha}, asymptotic):`,
      `two engines whose lines overlap are not told apart. n = ${datasets.length} datasets: ${datasets.map(({ name }) => name).join(', ')}.`,
      ...(incomplete.length === 0
        ? []
        : [`Left out, since not every engine has a time there: ${incomplete.join(', ')}.`]),
    ],
    body: panelGrid(
      [
        rowPanel({
          name: PANEL,
          rows: ranked.map(({ engine }) => engine),
          layers: (y) =>
            layers(y, {
              domain: [Math.min(1, ranked[0].rank - test.critical_difference / 2), largest],
              engines: engines.length,
            }),
        }),
      ],
      1,
    ),
  })
}

interface Dataset {
  readonly name: string
  /** Mean over the dataset's cases of ln(time / time of the baseline), by engine. */
  readonly ratios: ReadonlyMap<string, number>
}

/** Engines that have a ratio somewhere, and the datasets on which all of them have one. */
function completeDatasets(results: Results): {
  readonly engines: readonly string[]
  readonly datasets: readonly Dataset[]
  readonly incomplete: readonly string[]
} {
  const byDataset = groupBy(results.cases, ({ facts }) => facts.dataset)
  const all = [...byDataset].map(([name, cases]): Dataset => ({ name, ratios: meanRatios(cases, results) }))
  const engines = engineNames(results).filter((engine) => all.some(({ ratios }) => ratios.has(engine)))
  const isComplete = ({ ratios }: Dataset) => engines.every((engine) => ratios.has(engine))
  const incomplete = all.filter((one) => !isComplete(one)).map(({ name }) => name)
  return { engines, datasets: all.filter(isComplete), incomplete }
}

function meanRatios(cases: readonly CaseResults[], { study }: Results): ReadonlyMap<string, number> {
  const byCase = cases.map(({ contrasts }) => {
    const known = contrasts.engines.flatMap((one): [string, number][] =>
      one.kind === 'compared' ? [[one.engine, Math.log(one.ratio)]] : [],
    )
    return new Map(known.length === 0 ? [] : [[study.baseline, 0], ...known])
  })
  const everywhere = [...byCase[0].keys()].filter((engine) => byCase.every((ratios) => ratios.has(engine)))
  return new Map(everywhere.map((engine) => [engine, mean(byCase.map((ratios) => ratios.get(engine) ?? 0))]))
}

interface Ranked {
  readonly engine: string
  readonly rank: number
}

function rankedEngines(engines: readonly string[], { average_ranks }: NemenyiTest): Ranked[] {
  return engines.map((engine, i) => ({ engine, rank: average_ranks[i] })).toSorted((a, b) => a.rank - b.rank)
}

function dataOf(ranked: readonly Ranked[], { critical_difference }: NemenyiTest): Table {
  const none = missing('not ranked')
  return {
    name: NAME,
    title: TITLE,
    unit_of_replication: 'dataset',
    columns: [
      textColumn('panel', 'order', 9),
      textColumn('row', 'engine', 0),
      numberColumn('rank', 'average rank', 'ratio', 0),
      numberColumn('rank_low', 'rank − CD / 2', 'ratio', 0),
      numberColumn('rank_high', 'rank + CD / 2', 'ratio', 0),
    ],
    rows: ranked.map(({ engine, rank }) => [
      text(PANEL),
      text(engine),
      number(rank, none),
      number(rank - critical_difference / 2, none),
      number(rank + critical_difference / 2, none),
    ]),
    notes: [],
  }
}

function layers(
  y: JsonObject,
  { domain, engines }: { readonly domain: readonly number[]; readonly engines: number },
): JsonObject[] {
  const values = Array.from({ length: engines }, (_, i) => i + 1)
  const axis = { title: 'average rank by time (1 = fastest)', values, format: 'd' }
  const x = (field: string): JsonObject => ({
    field,
    type: 'quantitative',
    scale: { domain, nice: false, padding: 6 },
    axis,
  })
  return [
    {
      mark: { type: 'rule', strokeWidth: 2, color: COLORS[0], opacity: 0.6 },
      encoding: { y, x: x('rank_low'), x2: { field: 'rank_high' } },
    },
    {
      mark: { type: 'point', filled: true, size: 60, opacity: 1, color: COLORS[0] },
      encoding: { y, x: x('rank') },
    },
  ]
}

function altOf(ranked: readonly Ranked[], { critical_difference }: NemenyiTest, n: number): string {
  const words = ranked.map(({ engine, rank }) => `${engine} ${formatNumber(rank, 'ratio')}`)
  return `Average ranks of the engines by time over ${n} datasets, 1 is the fastest: ${words.join(', ')}. Ranks further apart than ${formatNumber(critical_difference, 'ratio')} differ.`
}
