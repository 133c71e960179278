import { median } from 'simple-statistics'
import { nsPerRow, throughput } from '../../metrics/throughput.ts'
import type { ArmResults } from '../arm-results.ts'
import { armPredict_ns, reasonWithoutTimes } from '../arm-times.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import type { Percentiles } from '../cell-times.ts'
import { everyArm } from '../ranked-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import { blank, type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** Time for one row and rows per second; in `mode: single` also the percentiles of one-row calls. */
export function latencyTable(results: Results): Table {
  const { mode } = results.study.protocol
  return {
    name: 'latency',
    title: 'Latency: time of one row, median over configurations and rounds',
    unit_of_replication: 'round (fresh process)',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => everyArm(one).map((arm) => row(one, arm, mode))),
    notes: [
      mode === 'batch'
        ? 'mode batch: a call on all timed rows divided by their number. Percentiles of single rows need  protocol: { mode: single }.'
        : 'mode single: at least 1,000 one-row calls a configuration; percentiles are medians over configurations and rounds.',
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('arm', 'arm', 1),
  textColumn('mode', 'mode', 3),
  numberColumn('row_ns', 'one row', 'ns', 0),
  numberColumn('rows_per_second', 'rows', 'per-second', 0),
  numberColumn('p50_ns', 'p50', 'ns', 1),
  numberColumn('p95_ns', 'p95', 'ns', 1),
  numberColumn('p99_ns', 'p99', 'ns', 1),
  numberColumn('rounds', 'rounds', 'count', 2),
]

function row({ facts }: CaseResults, arm: ArmResults, mode: 'batch' | 'single'): Cell[] {
  const predict_ns = armPredict_ns(arm)
  const rows_per_call = mode === 'batch' ? facts.rows_timed : 1
  const timed = { predict_ns: predict_ns ?? Number.NaN, rows: rows_per_call }
  const row_ns = nsPerRow(timed)
  const rate = throughput(timed)
  const why = missing(reasonWithoutTimes(arm))
  const percentile = (key: keyof Percentiles) =>
    number(
      armPercentile_ns(arm, key),
      predict_ns === undefined ? why : blank('mode batch has no percentiles'),
    )
  return [
    ...caseCells(facts),
    text(arm.engine),
    text(arm.arm),
    text(mode),
    number(row_ns.defined ? row_ns.value : undefined, why),
    number(rate.defined ? rate.value : undefined, why),
    percentile('p50_ns'),
    percentile('p95_ns'),
    percentile('p99_ns'),
    number(predict_ns === undefined ? undefined : arm.blocks.length, why),
  ]
}

function armPercentile_ns(arm: ArmResults, key: keyof Percentiles): number | undefined {
  const values = arm.cells.flatMap((cell) =>
    cell.status === 'measured' ? (cell.times.percentiles?.[key] ?? []) : [],
  )
  return values.length === 0 ? undefined : median(values)
}
