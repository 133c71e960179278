import type { ArmResults } from '../arm-results.ts'
import { armPredict_ns } from '../arm-times.ts'
import { callWords } from '../call-words.ts'
import { caseLabel } from '../case-label.ts'
import { drawPicture } from '../draw-picture.ts'
import type { JsonObject, PictureResult } from '../picture.ts'
import { type Axis, isOnLogScale, logAxis } from '../picture-axis.ts'
import { panelGrid } from '../picture-panels.ts'
import { COLORS } from '../picture-theme.ts'
import { middleTimeUnit } from '../picture-unit.ts'
import { formatTime } from '../render/format-number.ts'
import type { CaseResults, Results } from '../results.ts'
import { rowPanel, statusWords } from '../row-panel.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../table.ts'

const NAME = 'time'
const TITLE = 'Prediction time on each dataset'

/** Prediction time of every engine on every case: the median, and the fastest and slowest configuration. */
export function timePicture(results: Results): PictureResult {
  const cases = results.cases
    .map((one) => caseOf(one, results))
    .filter(({ rows }) => rows.some(({ times }) => times !== undefined))
  if (cases.length === 0)
    return { kind: 'undrawn', name: NAME, title: TITLE, reason: 'no engine shows a time' }
  const all = cases.flatMap(({ rows }) => rows.flatMap(({ times }) => (times === undefined ? [] : [times])))
  const unit = middleTimeUnit(all.map(({ predict_ns }) => predict_ns))
  const axis = logAxis(
    all.flatMap(({ fastest_ns, slowest_ns }) => [fastest_ns, slowest_ns]),
    `predict, ${unit.suffix} (log scale)`,
    unit,
  )
  return drawPicture({
    data: dataOf(cases),
    alt: altOf(cases),
    reading: [
      `predict: ${callWords(results.study.protocol.mode)}. The mark is the median over configurations and rounds; the line goes from the fastest to the slowest configuration.`,
      'All panels have the same axis. An engine that was timed on some configurations only says on how many.',
    ],
    body: panelGrid(
      cases.map(({ panel, rows }) =>
        rowPanel({
          name: panel,
          rows: rows.map(({ name }) => name),
          transform: FIELDS.map((field) => ({ calculate: `datum.${field}_ns / ${unit.size}`, as: field })),
          layers: (y) => layers(axis, y),
        }),
      ),
      2,
    ),
  })
}

const FIELDS = ['predict', 'fastest', 'slowest'] as const

interface Times {
  readonly predict_ns: number
  readonly fastest_ns: number
  readonly slowest_ns: number
}

interface Row {
  readonly name: string
  readonly times: Times | undefined
  readonly status: string
}

interface Case {
  readonly panel: string
  /** Fastest first, then what shows no time. */
  readonly rows: readonly Row[]
}

function caseOf(one: CaseResults, results: Results): Case {
  const mains = one.arms.filter(({ arm }) => arm === 'main')
  const rows = mains.map((arm) => rowOf(arm)).toSorted((a, b) => rank(a) - rank(b))
  return { panel: caseLabel(one.facts, results), rows }
}

function rank({ times }: Row): number {
  return times?.predict_ns ?? Number.MAX_VALUE
}

function rowOf(arm: ArmResults): Row {
  const own = arm.cells
    .flatMap((cell) => (cell.status === 'measured' ? [cell.times.predict_ns] : []))
    .filter(isOnLogScale)
  const predict_ns = armPredict_ns(arm)
  const status = statusWords(arm)
  if (!isOnLogScale(predict_ns) || own.length === 0) return { name: arm.engine, times: undefined, status }
  const name =
    own.length === arm.cells.length ? arm.engine : `${arm.engine} (${own.length} of ${arm.cells.length})`
  return { name, times: { predict_ns, fastest_ns: Math.min(...own), slowest_ns: Math.max(...own) }, status }
}

function dataOf(cases: readonly Case[]): Table {
  const none = blank('said in the column status')
  return {
    name: NAME,
    title: TITLE,
    unit_of_replication: 'round (fresh process)',
    columns: [
      textColumn('panel', 'case', 0),
      textColumn('row', 'engine', 0),
      numberColumn('predict_ns', 'predict, median', 'ns', 0),
      numberColumn('fastest_ns', 'fastest configuration', 'ns', 0),
      numberColumn('slowest_ns', 'slowest configuration', 'ns', 0),
      textColumn('status', 'status', 1),
    ],
    rows: cases.flatMap(({ panel, rows }) =>
      rows.map(({ name, times, status }): Cell[] => [
        text(panel),
        text(name),
        number(times?.predict_ns, none),
        number(times?.fastest_ns, none),
        number(times?.slowest_ns, none),
        times === undefined ? text(status) : blank('it was timed'),
      ]),
    ),
    notes: [],
  }
}

function layers({ scale, axis }: Axis, y: JsonObject): JsonObject[] {
  const x = (field: string): JsonObject => ({ field, type: 'quantitative', scale, axis })
  const transform = [{ filter: 'isValid(datum.predict_ns)' }]
  return [
    {
      transform,
      mark: { type: 'rule', strokeWidth: 2, color: COLORS[0], opacity: 0.6 },
      encoding: { y, x: x('fastest'), x2: { field: 'slowest' } },
    },
    {
      transform,
      mark: { type: 'point', filled: true, size: 60, opacity: 1, color: COLORS[0] },
      encoding: { y, x: x('predict') },
    },
  ]
}

function altOf(cases: readonly Case[]): string {
  const sentences = cases.map(({ panel, rows }) => {
    const words = rows.map(({ name, times, status }) =>
      times === undefined ? `${name}: ${status}` : `${name} ${formatTime(times.predict_ns)}`,
    )
    return `${panel}: ${words.join(', ')}.`
  })
  return `Dot plots of the prediction time of each engine, logarithmic. ${sentences.join(' ')}`
}
