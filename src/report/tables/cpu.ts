import type { ArmResults } from '../arm-results.ts'
import { armCpu_ns, armPredict_ns, reasonWithoutTimes } from '../arm-times.ts'
import { callWords } from '../call-words.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { blockCpu_ns } from '../cell-times.ts'
import { type Estimated, estimateRatio } from '../estimate.ts'
import { roundLogRatios } from '../log-ratios.ts'
import { baselineArm, mainArms } from '../main-arms.ts'
import { inference } from '../note.ts'
import type { CaseResults, Results } from '../results.ts'
import {
  blank,
  type Cell,
  interval,
  intervalColumn,
  missing,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'

/** CPU time of predict beside the time on the clock: an engine that uses more cores than it should shows it here. */
export function cpuTable(results: Results): Table {
  return {
    name: 'cpu',
    title: 'CPU time of predict, with ratios to the baseline',
    unit_of_replication: 'round (one fresh process of each arm)',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => mainArms(one).map((arm) => row(one, arm, results))),
    notes: [
      `CPU: time of all cores together for ${callWords(results.study.protocol.mode)}; predict: the same call on the clock; medians over configurations and rounds. cores: CPU / predict.`,
      inference(
        'ratio: CPU time of the engine / CPU time of the baseline, geometric mean over rounds with its 95 % interval; not adjusted; described and not tested.',
      ),
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  numberColumn('threads', 'threads', 'count', 3),
  numberColumn('predict_ns', 'predict', 'ns', 0),
  numberColumn('cpu_ns', 'CPU', 'ns', 0),
  numberColumn('cores', 'cores', 'ratio', 0),
  numberColumn('cpu_ratio', 'ratio', 'ratio', 0),
  intervalColumn('cpu_ratio_95', '95 % interval', 'ratio', 1),
  numberColumn('rounds', 'rounds', 'count', 2),
]

function row(one: CaseResults, arm: ArmResults, results: Results): Cell[] {
  const predict_ns = armPredict_ns(arm)
  const cpu_ns = armCpu_ns(arm)
  const why = missing(reasonWithoutTimes(arm))
  const ratio = cpuRatio(one, arm, results)
  const alone = blank(
    arm.engine === results.study.baseline ? 'the baseline itself' : 'no configuration to compare',
  )
  return [
    ...caseCells(one.facts),
    text(arm.engine),
    number(arm.threads, why),
    number(predict_ns, why),
    number(cpu_ns, why),
    number(cpu_ns === undefined || predict_ns === undefined ? undefined : cpu_ns / predict_ns, why),
    number(ratio?.ratio, alone),
    interval(ratio?.ratio_95, alone),
    number(predict_ns === undefined ? undefined : arm.blocks.length, why),
  ]
}

function cpuRatio(one: CaseResults, arm: ArmResults, { study, plan }: Results): Estimated | undefined {
  const baseline = baselineArm(one, study.baseline)
  if (baseline === undefined || baseline === arm || plan === undefined) return undefined
  return estimateRatio(roundLogRatios(arm, baseline, plan.subsets, blockCpu_ns))
}
