import { mean } from 'simple-statistics'
import type { ArmResults } from '../arm-results.ts'
import { callWords } from '../call-words.ts'
import { caseLabel } from '../case-label.ts'
import { drawPicture } from '../draw-picture.ts'
import { neighborsAxis, noCurve } from '../neighbors-axis.ts'
import type { PictureResult } from '../picture.ts'
import { isOnLogScale, logAxis } from '../picture-axis.ts'
import { type Panel, panelGrid } from '../picture-panels.ts'
import { engineNames, seriesEncoding } from '../picture-series.ts'
import { middleTimeUnit } from '../picture-unit.ts'
import { formatTime } from '../render/format-number.ts'
import type { Results } from '../results.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

const NAME = 'time-by-k'
const TITLE = 'Time against k'

/** Prediction time against `n_neighbors`: a line an engine, a panel for each case and distance metric. */
export function timeByK(results: Results): PictureResult {
  const undrawn = (reason: string): PictureResult => ({ kind: 'undrawn', name: NAME, title: TITLE, reason })
  const reason = noCurve(results)
  if (reason !== undefined) return undrawn(reason)
  const points = pointsOf(results)
  if (points.length === 0) return undrawn('no cell shows a time')
  const { weights } = results.study.grid
  return drawPicture({
    data: dataOf(points),
    alt: altOf(points),
    reading: [
      `predict: ${callWords(results.study.protocol.mode)}, median over rounds${weights.length === 1 ? '' : ', then the geometric mean of the weights that were timed'}.`,
      'Cells that are wrong, unsupported, too slow or not timed have no point.',
    ],
    body: panelGrid(panelsOf(points, results), 3),
  })
}

interface Point {
  readonly panel: string
  readonly engine: string
  readonly n_neighbors: number
  readonly predict_ns: number
  readonly weights: string
}

function pointsOf(results: Results): Point[] {
  const { metric: metrics, n_neighbors } = results.study.grid
  return results.cases.flatMap((one) => {
    const label = caseLabel(one.facts, results)
    const mains = one.arms.filter(({ arm }) => arm === 'main')
    return metrics.flatMap((metric) =>
      mains.flatMap((arm) =>
        n_neighbors.flatMap((k) => {
          const panel = metrics.length === 1 ? label : `${label}, ${metric}`
          return pointOf(timedCells(arm, metric, k)).map((point) => ({ panel, engine: arm.engine, ...point }))
        }),
      ),
    )
  })
}

type TimedCell = Extract<ArmResults['cells'][number], { status: 'measured' }>

/** Cells of one curve and one k that show a time: one for each of the weights. */
function timedCells({ cells }: ArmResults, metric: string, n_neighbors: number): TimedCell[] {
  return cells
    .filter((cell) => cell.status === 'measured')
    .filter(({ configuration: c }) => c.metric === metric && c.n_neighbors === n_neighbors)
}

function pointOf(cells: readonly TimedCell[]): Pick<Point, 'n_neighbors' | 'predict_ns' | 'weights'>[] {
  if (cells.length === 0) return []
  const { n_neighbors } = cells[0].configuration
  const predict_ns = Math.exp(mean(cells.map(({ times }) => Math.log(times.predict_ns))))
  if (!isOnLogScale(predict_ns)) return []
  return [{ n_neighbors, predict_ns, weights: cells.map(({ configuration: c }) => c.weights).join(', ') }]
}

function dataOf(points: readonly Point[]): Table {
  const none = missing('not timed')
  return {
    name: NAME,
    title: TITLE,
    unit_of_replication: 'round (fresh process)',
    columns: [
      textColumn('panel', 'case', 0),
      textColumn('engine', 'engine', 0),
      numberColumn('n_neighbors', 'k', 'none', 0),
      numberColumn('predict_ns', 'predict', 'ns', 0),
      textColumn('weights', 'weights', 1),
    ],
    rows: points.map(({ panel, engine, n_neighbors, predict_ns, weights }): Cell[] => [
      text(panel),
      text(engine),
      number(n_neighbors, none),
      number(predict_ns, none),
      text(weights),
    ]),
    notes: [],
  }
}

function panelsOf(points: readonly Point[], results: Results): Panel[] {
  const unit = middleTimeUnit(points.map(({ predict_ns }) => predict_ns))
  const { color, shape } = seriesEncoding('engine', engineNames(results), 'points')
  return [...new Set(points.map(({ panel }) => panel))].map((panel) => {
    const times = points.filter((point) => point.panel === panel).map(({ predict_ns }) => predict_ns)
    return {
      name: panel,
      transform: [{ calculate: `datum.predict_ns / ${unit.size}`, as: 'predict' }],
      body: {
        width: 230,
        height: 190,
        encoding: {
          x: { field: 'n_neighbors', type: 'quantitative', ...neighborsAxis(results) },
          y: {
            field: 'predict',
            type: 'quantitative',
            ...logAxis(times, `predict, ${unit.suffix} (log scale)`, unit),
          },
        },
        layer: [
          { mark: { type: 'line', strokeWidth: 1.5 }, encoding: { color } },
          { mark: { type: 'point', filled: true, size: 36, opacity: 1 }, encoding: { color, shape } },
        ],
      },
    }
  })
}

function altOf(points: readonly Point[]): string {
  const panels = [...new Set(points.map(({ panel }) => panel))]
  const sentences = panels.map((panel) => {
    const own = points
      .filter((point) => point.panel === panel)
      .toSorted((a, b) => a.predict_ns - b.predict_ns)
    const [first] = own
    const last = own[own.length - 1]
    return `${panel}: from ${formatTime(first.predict_ns)} (${first.engine}, k = ${first.n_neighbors}) to ${formatTime(last.predict_ns)} (${last.engine}, k = ${last.n_neighbors}).`
  })
  return `Line charts of prediction time against the number of neighbors, logarithmic. ${sentences.join(' ')}`
}
