import type { Verdict } from '../../stats/verdict.ts'
import { caseLabel } from '../case-label.ts'
import type { Contrast } from '../contrast.ts'
import { drawPicture } from '../draw-picture.ts'
import { tableFamily } from '../family-size.ts'
import { isTold } from '../noise-words.ts'
import { percent } from '../percent.ts'
import type { JsonObject, PictureResult } from '../picture.ts'
import { type Axis, isOnLogScale, logAxis } from '../picture-axis.ts'
import { type Panel, panelGrid } from '../picture-panels.ts'
import { BAND, COLORS, INK, MUTED } from '../picture-theme.ts'
import { formatInterval, formatNumber } from '../render/format-number.ts'
import type { CaseResults, Results } from '../results.ts'
import { rowPanel, statusWords } from '../row-panel.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../table.ts'

const NAME = 'ratios'
const TITLE = 'Time ratios to the baseline'
const NULL_ROW = 'null arm'

/** Forest plot: the time ratio of every engine to the baseline with its interval, the equivalence band and the noise. */
export function ratiosPicture(results: Results): PictureResult {
  const forests = results.cases.map((one) => forestOf(one, results)).filter(({ rows }) => rows.some(hasRatio))
  if (forests.length === 0)
    return { kind: 'undrawn', name: NAME, title: TITLE, reason: 'no engine has a time ratio to the baseline' }
  const { baseline, analysis } = results.study
  return drawPicture({
    data: dataOf(forests, results),
    alt: altOf(forests, baseline),
    reading: [
      `Left of 1 is faster than ${baseline}. Lines are 95 % intervals, which decide nothing: verdicts use the interval at 1 − α/m.`,
      `Grey band: ±${percent(analysis.equivalence)} %, within which times count as equivalent. Dashed lines: how far the same code differs from itself (null arm, 95 %).`,
    ],
    body: panelGrid(
      forests.map((forest) => panelOf(forest, results)),
      2,
    ),
  })
}

interface Row {
  readonly name: string
  readonly ratio: number | undefined
  readonly ends: { readonly low: number; readonly high: number } | undefined
  readonly verdict: Verdict['verdict'] | typeof NULL_ROW | undefined
  /** Why there is no ratio. */
  readonly status: string | undefined
}

interface Forest {
  readonly panel: string
  /** Fastest first, then what has no ratio, then the null arm. */
  readonly rows: readonly Row[]
  /** The largest factor by which the null arm differs from 1. */
  readonly noise: number | undefined
}

function hasRatio({ ratio, verdict }: Row): boolean {
  return ratio !== undefined && verdict !== NULL_ROW
}

function forestOf(one: CaseResults, results: Results): Forest {
  const { engines, null_arm } = one.contrasts
  const rows = engines
    .map((contrast) => rowOf(contrast, one))
    .toSorted((a, b) => (a.ratio ?? Number.MAX_VALUE) - (b.ratio ?? Number.MAX_VALUE))
  const found = null_arm?.kind === 'compared' && isOnLogScale(null_arm.ratio) ? null_arm : undefined
  const nullRow: Row[] =
    found === undefined
      ? []
      : [
          {
            name: NULL_ROW,
            ratio: found.ratio,
            ends: drawable(found.ratio_95),
            verdict: NULL_ROW,
            status: undefined,
          },
        ]
  const share = found?.noise_share
  const noise = share !== undefined && isTold(share) ? 1 + share : undefined
  return { panel: caseLabel(one.facts, results), rows: [...rows, ...nullRow], noise }
}

function rowOf(contrast: Contrast, { arms }: CaseResults): Row {
  if (contrast.kind === 'compared') {
    const { engine, ratio, ratio_95, verdict } = contrast
    if (isOnLogScale(ratio))
      return { name: engine, ratio, ends: drawable(ratio_95), verdict, status: undefined }
    return { name: engine, ratio: undefined, ends: undefined, verdict, status: 'not on any scale' }
  }
  const arm = arms.find(({ engine }) => engine === contrast.engine)
  const status = arm === undefined ? 'not run' : statusWords(arm)
  return { name: contrast.engine, ratio: undefined, ends: undefined, verdict: undefined, status }
}

type Ends = Row['ends']

/** An interval that is not on the axis as a whole is not drawn. */
function drawable(ends: Ends): Ends {
  return isOnLogScale(ends?.low) && isOnLogScale(ends?.high) ? ends : undefined
}

function dataOf(forests: readonly Forest[], results: Results): Table {
  const none = blank('said in the column status')
  return {
    name: NAME,
    title: TITLE,
    unit_of_replication: 'round (one fresh process of each arm)',
    ...tableFamily(results),
    columns: [
      textColumn('panel', 'case', 0),
      textColumn('row', 'engine', 0),
      numberColumn('ratio', 'time ratio', 'ratio', 0),
      numberColumn('ratio_low', '95 % low', 'ratio', 0),
      numberColumn('ratio_high', '95 % high', 'ratio', 0),
      textColumn('verdict', 'verdict', 0),
      textColumn('status', 'status', 1),
    ],
    rows: forests.flatMap(({ panel, rows }) =>
      rows.map(({ name, ratio, ends, verdict, status }): Cell[] => [
        text(panel),
        text(name),
        number(ratio, none),
        number(ends?.low, none),
        number(ends?.high, none),
        verdict === undefined ? none : text(verdict),
        status === undefined ? blank('it has a ratio') : text(status),
      ]),
    ),
    notes: [],
  }
}

/** Triangles point to where the engine is: left is faster. */
const VERDICTS = {
  faster: { color: COLORS[2], shape: 'triangle-left' },
  slower: { color: COLORS[1], shape: 'triangle-right' },
  equivalent: { color: COLORS[0], shape: 'square' },
  inconclusive: { color: MUTED, shape: 'circle' },
  [NULL_ROW]: { color: INK, shape: 'cross' },
} satisfies Record<Verdict['verdict'] | typeof NULL_ROW, { readonly color: string; readonly shape: string }>

function panelOf({ panel, rows, noise }: Forest, { study }: Results): Panel {
  const band = 1 + study.analysis.equivalence
  const values = rows.flatMap(({ ratio, ends }) => [ratio ?? 1, ends?.low ?? 1, ends?.high ?? 1])
  const limits = [1 / band, band, noise ?? 1, 1 / (noise ?? 1)]
  const title = `time / time of ${study.baseline} (ratio, log scale)`
  const axis = logAxis(
    [...values, ...limits].filter((value) => value > 0),
    title,
    { suffix: '', size: 1 },
  )
  return rowPanel({
    name: panel,
    rows: rows.map(({ name }) => name),
    layers: (y) => [...backgroundLayers(axis, { band, noise }), ...forestLayers(axis, y)],
  })
}

/** Band, noise and the line of no difference. */
function backgroundLayers(
  { scale, axis }: Axis,
  { band, noise }: { readonly band: number; readonly noise: number | undefined },
): JsonObject[] {
  const at = (datum: number): JsonObject => ({ datum, type: 'quantitative', scale, axis })
  const one = { data: { values: [{}] } }
  const noiseLines = noise === undefined ? [] : [1 / noise, noise]
  return [
    {
      ...one,
      mark: { type: 'rect', color: BAND },
      encoding: { x: at(1 / band), x2: { datum: band } },
    },
    ...noiseLines.map((limit) => ({
      ...one,
      mark: { type: 'rule', color: MUTED, strokeDash: [3, 3] },
      encoding: { x: at(limit) },
    })),
    { ...one, mark: { type: 'rule', color: INK }, encoding: { x: at(1) } },
  ]
}

function forestLayers({ scale, axis }: Axis, y: JsonObject): JsonObject[] {
  const x = (field: string): JsonObject => ({ field, type: 'quantitative', scale, axis })
  const domain = Object.keys(VERDICTS)
  const looks = Object.values(VERDICTS)
  const legend = { title: null, orient: 'top', columns: domain.length }
  const channel = (range: string[]): JsonObject => ({
    field: 'verdict',
    type: 'nominal',
    scale: { domain, range },
    legend,
  })
  const color = channel(looks.map((look) => look.color))
  const shape = channel(looks.map((look) => look.shape))
  return [
    {
      transform: [{ filter: 'isValid(datum.ratio_low)' }],
      mark: { type: 'rule', strokeWidth: 2 },
      encoding: { y, x: x('ratio_low'), x2: { field: 'ratio_high' }, color },
    },
    {
      transform: [{ filter: 'isValid(datum.ratio)' }],
      mark: { type: 'point', filled: true, size: 70, opacity: 1 },
      encoding: { y, x: x('ratio'), color, shape },
    },
  ]
}

function altOf(forests: readonly Forest[], baseline: string): string {
  const sentences = forests.map(({ panel, rows }) => {
    const told = rows.filter(({ ratio }) => ratio !== undefined).map(rowWords)
    const untold = rows
      .filter(({ ratio }) => ratio === undefined)
      .map(({ name, status }) => `${name}: ${status}`)
    return `${panel}: ${[...told, ...untold].join('; ')}.`
  })
  return `Forest plot of the time ratio of each engine to ${baseline}; below 1 is faster. ${sentences.join(' ')}`
}

function rowWords({ name, ratio = 1, ends, verdict }: Row): string {
  const interval = ends === undefined ? '' : ` (95 % ${formatInterval(ends.low, ends.high, 'ratio')})`
  return `${name} ${formatNumber(ratio, 'ratio')}${interval}${verdict === NULL_ROW ? '' : `, ${verdict}`}`
}
