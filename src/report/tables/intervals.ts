import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import type { Contrast } from '../contrast.ts'
import { baselineArm } from '../main-arms.ts'
import { overlapWords } from '../overlap-words.ts'
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
      'engine, baseline: t intervals over rounds of the geometric mean time of one predict, on the configurations valid for both; ratio: the paired t interval of time of the engine / time of the baseline, below 1 is faster.',
      'Whether two intervals overlap is no test: rounds are paired, and only the paired ratio takes out what a round does to both. Neither decides anything; verdicts, at a level for the whole family, are in table comparisons.',
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  intervalColumn('predict_95', 'engine', 'ns', 0),
  intervalColumn('baseline_predict_95', 'baseline', 'ns', 1),
  intervalColumn('ratio_95', 'ratio', 'ratio', 0),
  textColumn('remark', 'remark', 0),
]

function row(one: CaseResults, contrast: Contrast, { study, plan }: Results): Cell[] {
  const { engine } = contrast
  const name = [...caseCells(one.facts), text(engine)]
  const arm = one.arms.find((found) => found.engine === engine && found.arm === 'main')
  const baseline = baselineArm(one, study.baseline)
  if (contrast.kind !== 'compared' || arm === undefined || baseline === undefined || plan === undefined) {
    const reason = contrast.kind === 'compared' ? 'not planned' : contrast.reason
    return [...name, missing(reason), blank(reason), blank(reason), blank(reason)]
  }
  return [...name, ...intervalCells(timeIntervals(arm, baseline, plan.subsets), contrast)]
}

function intervalCells(
  { own, baseline }: TimeIntervals,
  { ratio_95, interval_note }: Extract<Contrast, { kind: 'compared' }>,
): Cell[] {
  const few = 'too few rounds for an interval, or all of them alike'
  return [
    interval(own, missing(few)),
    interval(baseline, missing(few)),
    interval(ratio_95, missing(few)),
    own === undefined || baseline === undefined
      ? blank(few)
      : text(overlapWords(own, baseline, ratio_95), interval_note),
  ]
}
