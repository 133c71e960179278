import { caseLabel } from '../case-label.ts'
import { describeConfiguration } from '../configuration-key.ts'
import { drawPicture } from '../draw-picture.ts'
import type { JsonObject, PictureResult } from '../picture.ts'
import { isOnLogScale, logAxis } from '../picture-axis.ts'
import { type Panel, panelGrid } from '../picture-panels.ts'
import { seriesEncoding } from '../picture-series.ts'
import { INK, MUTED } from '../picture-theme.ts'
import { type RecallCurve, recallCurves } from '../recall-points.ts'
import { formatNumber } from '../render/format-number.ts'
import type { Results } from '../results.ts'
import {
  blank,
  type Cell,
  interval,
  intervalColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'

const NAME = 'recall-throughput'
const TITLE = 'Recall and throughput of approximate engines'

/** Throughput against recall: a point an approximate engine, the Pareto fronts, and the exact baseline as a line. */
export function recallThroughput(results: Results): PictureResult {
  const points = results.cases.flatMap((one) =>
    drawnCurves(recallCurves(one, results), caseLabel(one.facts, results)),
  )
  if (!points.some(({ role }) => role === 'point')) {
    const reason = 'no approximate engine shows both recall and a time'
    return { kind: 'undrawn', name: NAME, title: TITLE, reason }
  }
  return drawPicture({
    data: dataOf(points),
    alt: altOf(points),
    reading: [
      'recall@k: share of the returned neighbors no farther than the k-th true one. Up and to the right is better. Bars are 95 % t intervals over rounds.',
      'Lines join the points of a library that none of its others beats in both; the thick line below them is the front of all. Dashed: the exact baseline, whatever its recall.',
    ],
    body: panelGrid(panelsOf(points), 2),
  })
}

interface Drawn {
  readonly panel: string
  /** The baseline is drawn as a line. */
  readonly role: 'point' | 'baseline'
  readonly engine: string
  readonly family: string
  readonly recall: number
  readonly per_second: number
  readonly per_second_95: { readonly low: number; readonly high: number } | undefined
  readonly front: 'overall' | 'family' | 'none'
}

function drawnCurves(curves: readonly RecallCurve[], label: string): Drawn[] {
  return curves.flatMap(({ configuration, points, baseline }) => {
    const panel = curves.length === 1 ? label : `${label}, ${describeConfiguration(configuration)}`
    const drawn = points.flatMap(({ arm, family, quality, speed, front }): Drawn[] => {
      if (quality === undefined || !isOnLogScale(speed?.per_second)) return []
      const { per_second, per_second_95 } = speed
      const { recall } = quality
      return [
        {
          panel,
          role: 'point',
          engine: arm.engine,
          family,
          recall,
          per_second,
          per_second_95,
          front: front ?? 'none',
        },
      ]
    })
    if (drawn.length === 0 || !isOnLogScale(baseline?.per_second)) return drawn
    const name = 'exact baseline'
    const line = { panel, engine: name, family: name, recall: 1, ...baseline }
    return [...drawn, { ...line, role: 'baseline', front: 'none' }]
  })
}

function dataOf(points: readonly Drawn[]): Table {
  const few = blank('too few rounds for an interval')
  return {
    name: NAME,
    title: TITLE,
    unit_of_replication: 'test row for recall, round (fresh process) for throughput',
    columns: [
      textColumn('panel', 'case', 0),
      textColumn('role', 'role', 1),
      textColumn('engine', 'engine', 0),
      textColumn('family', 'library', 0),
      numberColumn('recall', 'recall@k', 'score', 0),
      numberColumn('rows_per_second', 'throughput', 'per-second', 0),
      intervalColumn('rows_per_second_95', '95 % interval', 'per-second', 1),
      textColumn('front', 'front', 0),
    ],
    rows: points.map((point): Cell[] => [
      text(point.panel),
      text(point.role),
      text(point.engine),
      text(point.family),
      number(point.recall, few),
      number(point.per_second, few),
      interval(point.per_second_95, few),
      text(point.front),
    ]),
    notes: [],
  }
}

function panelsOf(points: readonly Drawn[]): Panel[] {
  const families = [...new Set(points.flatMap(({ role, family }) => (role === 'point' ? [family] : [])))]
  const { color, shape } = seriesEncoding('family', families, 'points')
  return [...new Set(points.map(({ panel }) => panel))].map((panel) => {
    const own = points.filter((point) => point.panel === panel)
    const ends = own.flatMap(({ per_second, per_second_95 = { low: per_second, high: per_second } }) => [
      per_second_95.low,
      per_second_95.high,
    ])
    const { scale, axis } = logAxis(ends, 'rows per second (log scale)', { suffix: '', size: 1 })
    const y = (field: string): JsonObject => ({
      field,
      type: 'quantitative',
      scale,
      axis: { ...axis, format: ',' },
    })
    const x: JsonObject = {
      field: 'recall',
      type: 'quantitative',
      scale: { domain: recallDomain(own), nice: false },
      axis: { title: 'recall@k', grid: true, tickCount: 5, labelExpr: "datum.value > 1 ? '' : datum.label" },
    }
    const line = { type: 'line', interpolate: 'linear' } as const
    const only = (test: string): JsonObject[] => [{ filter: test }]
    return {
      name: panel,
      body: {
        width: 320,
        height: 240,
        layer: [
          {
            transform: only("datum.front === 'overall'"),
            mark: { ...line, strokeWidth: 7, color: MUTED, opacity: 0.3 },
            encoding: { x, y: y('rows_per_second') },
          },
          {
            transform: only("datum.front !== 'none'"),
            mark: { ...line, strokeWidth: 1.5 },
            encoding: { x, y: y('rows_per_second'), color },
          },
          {
            transform: only("datum.role === 'point'"),
            mark: { type: 'rule', strokeWidth: 1.5 },
            encoding: { x, y: y('rows_per_second_95_low'), y2: { field: 'rows_per_second_95_high' }, color },
          },
          {
            transform: only("datum.role === 'point'"),
            mark: { type: 'point', filled: true, size: 46, opacity: 1 },
            encoding: { x, y: y('rows_per_second'), color, shape },
          },
          {
            transform: only("datum.role === 'baseline'"),
            mark: { type: 'rule', strokeWidth: 1.5, strokeDash: [6, 4], color: INK },
            encoding: { y: y('rows_per_second') },
          },
          {
            transform: only("datum.role === 'baseline'"),
            mark: {
              type: 'text',
              align: 'left',
              baseline: 'bottom',
              dx: 4,
              dy: -3,
              color: INK,
              fontSize: 11,
            },
            encoding: { x: { value: 0 }, y: y('rows_per_second'), text: { field: 'engine' } },
          },
        ],
      },
    }
  })
}

/** From a little below the lowest recall to 1: the axis does not begin at 0. */
function recallDomain(points: readonly Drawn[]): [number, number] {
  const lowest = points.reduce((least, { recall }) => Math.min(least, recall), 1)
  const room = Math.max(0.005, (1 - lowest) * 0.08)
  return [Math.max(0, lowest - room), 1 + room]
}

function altOf(points: readonly Drawn[]): string {
  const panels = [...new Set(points.map(({ panel }) => panel))]
  const sentences = panels.map((panel) => {
    const own = points.filter((point) => point.panel === panel)
    const front = own.filter(({ front }) => front === 'overall').toSorted((a, b) => a.recall - b.recall)
    const told = front.map(
      ({ engine, recall, per_second }) =>
        `${engine} recall ${formatNumber(recall, 'score')} at ${formatNumber(per_second, 'per-second')}`,
    )
    const exact = own.flatMap(({ role, per_second }) =>
      role === 'baseline' ? [`; exact baseline ${formatNumber(per_second, 'per-second')}`] : [],
    )
    return `${panel}: on the front ${told.join(', ')}${exact.join('')}.`
  })
  return `Points of throughput, logarithmic, against recall. ${sentences.join(' ')}`
}
