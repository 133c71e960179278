import type { ArmResults } from '../arm-results.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import { medianOverBlocks, metricMemory, presentNumbers } from '../cell-times.ts'
import { type RecallCurve, type RecallPoint, recallCurves } from '../recall-points.ts'
import type { Results } from '../results.ts'
import { scoreValue } from '../scores.ts'
import {
  blank,
  type Cell,
  interval,
  intervalColumn,
  missing,
  nameColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'

/** Every approximate engine at every configuration: how much it finds, and how fast. */
export function recallTable(results: Results): Table {
  return {
    name: 'recall',
    title: 'Recall and throughput of approximate engines',
    unit_of_replication:
      'test row for recall, distance ratio and labels; round (fresh process) for throughput',
    columns: [...CASE_COLUMNS, ...CONFIGURATION_COLUMNS, ...COLUMNS],
    rows: results.cases.flatMap((one) =>
      recallCurves(one, results).flatMap((curve) =>
        curve.points.map((point) => [
          ...caseCells(one.facts),
          ...configurationCells(curve.configuration),
          ...pointCells(point, curve),
        ]),
      ),
    ),
    notes: [...RECALL_NOTES, 'exact: throughput of the exact baseline at the same configuration.'],
  }
}

const COLUMNS = [
  nameColumn('engine', 'engine', 0),
  textColumn('params', 'parameters', 3),
  numberColumn('recall_at_k', 'recall@k', 'score', 0),
  numberColumn('distance_ratio', 'distance ratio', 'score', 1),
  numberColumn('label_agreement', 'labels agree', 'score', 1),
  numberColumn('accuracy', 'accuracy', 'score', 4),
  numberColumn('rows_per_second', 'throughput', 'per-second', 0),
  intervalColumn('rows_per_second_95', '95 % interval', 'per-second', 2),
  numberColumn('exact_rows_per_second', 'exact', 'per-second', 3),
  numberColumn('fit_ns', 'build', 'ns', 2),
  numberColumn('index_bytes', 'index', 'growth', 3),
  numberColumn('peak_bytes', 'peak', 'bytes', 4),
  textColumn('front', 'front', 0),
  numberColumn('rounds', 'rounds', 'count', 5),
]

const RECALL_NOTES = [
  'recall@k: share of the returned neighbors that are no farther than the k-th true one, within the rounding of the engine’s number type. distance ratio: sum of the distances returned / sum of the true ones, mean over rows. labels agree: share of rows whose label an exact engine could give.',
  'throughput: rows answered per second, at the geometric mean time over rounds, with its t interval. build: time of fit; index: what fit added to the resident size. front: no other approximate engine here (overall), or none of the same library (family), has more of recall or throughput without less of the other.',
]

function pointCells(
  { arm, cell, params, quality, speed, front }: RecallPoint,
  { baseline }: RecallCurve,
): Cell[] {
  const reason = cell.status === 'measured' ? 'not given' : cell.reason
  const why = blank(reason)
  const times = cell.status === 'measured' ? cell.times : undefined
  return [
    text(arm.engine),
    params === '' ? blank('the engine’s own defaults') : text(params),
    number(quality?.recall, quality === undefined ? missing(reason) : why),
    number(
      quality?.distance_ratio ?? undefined,
      quality === undefined ? why : missing('all true distances are 0'),
    ),
    number(quality?.label_agreement, why),
    number(quality === undefined ? undefined : scoreValue(cell.scores, 'accuracy'), why),
    number(speed?.per_second, quality === undefined ? why : missing(reason)),
    interval(speed?.per_second_95, speed === undefined ? why : missing('too few rounds for an interval')),
    number(baseline?.per_second, blank('the baseline shows no time here')),
    number(times?.fit_ns, why),
    number(times === undefined ? undefined : indexBytes(arm, cell.configuration.metric), why),
    number(times?.peak_bytes, why),
    front === undefined ? blank('off the fronts') : text(front),
    number(speed?.rounds, why),
  ]
}

/** What fit added to the resident size: median over rounds, one distance metric. */
function indexBytes({ blocks }: ArmResults, metric: string): number | undefined {
  return medianOverBlocks(blocks, (block) => {
    const memory = metricMemory(block, metric)
    const { fit_bytes, load_bytes } = memory ?? {}
    return presentNumbers([
      fit_bytes === undefined || load_bytes === undefined ? undefined : fit_bytes - load_bytes,
    ])
  })
}

/** The curves of one case, for the report: without the columns that name it, or that say the same in every row. */
export function caseRecall(curves: readonly RecallCurve[], title: string): Table {
  const keys = ['n_neighbors', 'metric', 'weights'] as const
  const varying = keys.filter((key) => new Set(curves.map(({ configuration: c }) => c[key])).size > 1)
  const shown = CONFIGURATION_COLUMNS.filter(({ key }) => varying.some((one) => one === key))
  return {
    name: 'recall',
    title,
    unit_of_replication:
      'test row for recall, distance ratio and labels; round (fresh process) for throughput',
    columns: [...shown, ...COLUMNS],
    rows: curves.flatMap((curve) => {
      const cells = configurationCells(curve.configuration)
      const own = cells.filter((_, i) => shown.includes(CONFIGURATION_COLUMNS[i]))
      return curve.points.map((point) => [...own, ...pointCells(point, curve)])
    }),
    notes: RECALL_NOTES,
  }
}
