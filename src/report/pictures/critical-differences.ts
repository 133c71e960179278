import { type NemenyiTest, nemenyi } from '../../stats/nemenyi.ts'
import { datasetRanks } from '../dataset-ranks.ts'
import { drawPicture } from '../draw-picture.ts'
import type { JsonObject, PictureResult } from '../picture.ts'
import { panelGrid } from '../picture-panels.ts'
import { COLORS } from '../picture-theme.ts'
import { formatNumber } from '../render/format-number.ts'
import type { Results } from '../results.ts'
import { rowPanel } from '../row-panel.ts'
import { missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

const NAME = 'critical-differences'
const TITLE = 'Average ranks over datasets with critical differences'
/** Of the one panel. */
const PANEL = 'fastest first'

/** The average ranks of the table `ranks`, with Nemenyi's critical difference of `pairwise`. */
export function criticalDifferences(results: Results): PictureResult {
  const undrawn = (reason: string): PictureResult => ({ kind: 'undrawn', name: NAME, title: TITLE, reason })
  const { engines, datasets, ranks, exclusions } = datasetRanks(results)
  if (engines.length < 2) return undrawn('fewer than two engines have a time ratio')
  if (datasets.length < 2)
    return undrawn(
      `ranks need two datasets on which all of ${engines.join(', ')} were timed, not ${datasets.length}`,
    )
  if (!ranks.defined) return undrawn('all engines are equally fast on every dataset')
  const { alpha } = results.study.analysis
  const test = nemenyi(ranks.value, alpha)
  const ranked = rankedEngines(engines, test)
  const largest = ranked[ranked.length - 1].rank + test.critical_difference / 2
  return drawPicture({
    data: dataOf(ranked, test),
    alt: altOf(ranked, test, datasets.length),
    reading: [
      `Rank 1 is the fastest. Lines are half of Nemenyi's critical difference to each side (${formatNumber(test.critical_difference, 'ratio')} ranks at α = ${alpha}, asymptotic):`,
      `two engines whose lines overlap are not told apart. n = ${datasets.length} datasets: ${datasets.join(', ')}.`,
      'Within each, only the configurations that every engine has a time for, as in the table ranks.',
      ...exclusions,
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
