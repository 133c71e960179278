import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import type { Contrast } from '../contrast.ts'
import { baselineArm } from '../main-arms.ts'
import { inference } from '../note.ts'
import { doOverlap } from '../overlap.ts'
import type { CaseResults, Results } from '../results.ts'
import { type TimeIntervals, timeIntervals } from '../round-times.ts'
import {
  blank,
  type Cell,
  interval,
  intervalColumn,
  missing,
  type Table,
  text,
  textColumn,
} from '../table.ts'

/** 95 % intervals of prediction time, of each engine and the baseline alone and of their paired ratio. */
export function intervalsTable(results: Results): Table {
  return {
    name: 'intervals',
    title: 'Prediction time: 95 % intervals, and whether they overlap',
    unit_of_replication: 'round (one fresh process of each arm)',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) =>
      one.contrasts.engines.map((contrast) => row(one, contrast, results)),
    ),
    notes: [
      inference(
        'alone: t intervals over rounds of the geometric mean time of one predict, on the configurations valid for both, of the engine and of the baseline; ratio: the paired t interval of time of the engine / time of the baseline, below 1 is faster. All at 95 %, not adjusted.',
      ),
      'Whether two intervals overlap is no test: rounds are paired, and only the ratio takes out what a round does to both, so it may exclude 1 where they overlap. Neither decides anything; verdicts, at a level for the whole family, are in table comparisons.',
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  intervalColumn('predict_95', 'alone', 'ns', 0),
  intervalColumn('baseline_predict_95', 'baseline alone', 'ns', 0),
  intervalColumn('ratio_95', 'ratio', 'ratio', 0),
  textColumn('overlap', 'overlap', 0),
  textColumn('ratio_excludes_1', 'ratio ≠ 1', 2),
]

function row(one: CaseResults, contrast: Contrast, { study, plan }: Results): Cell[] {
  const { engine } = contrast
  const name = [...caseCells(one.facts), text(engine)]
  const arm = one.arms.find((found) => found.engine === engine && found.arm === 'main')
  const baseline = baselineArm(one, study.baseline)
  if (contrast.kind !== 'compared' || arm === undefined || baseline === undefined || plan === undefined) {
    const reason = contrast.kind === 'compared' ? 'not planned' : contrast.reason
    return [...name, missing(reason), ...[0, 1, 2, 3].map(() => blank(reason))]
  }
  return [...name, ...intervalCells(timeIntervals(arm, baseline, plan.subsets), contrast)]
}

function intervalCells(
  { own, baseline }: TimeIntervals,
  { ratio_95, interval_note }: Extract<Contrast, { kind: 'compared' }>,
): Cell[] {
  const few = 'too few rounds for an interval, or all of them alike'
  const yesOrNo = (is: boolean) => text(is ? 'yes' : 'no', interval_note)
  return [
    interval(own, missing(few)),
    interval(baseline, missing(few)),
    interval(ratio_95, missing(few)),
    own === undefined || baseline === undefined ? blank(few) : yesOrNo(doOverlap(own, baseline)),
    ratio_95 === undefined ? blank(few) : text(doOverlap(ratio_95, { low: 1, high: 1 }) ? 'no' : 'yes'),
  ]
}
