import type { ArmResults } from '../arm-results.ts'
import { armFit_ns, armPredict_ns, reasonWithoutTimes } from '../arm-times.ts'
import { callWords } from '../call-words.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { blockFit_ns } from '../cell-times.ts'
import type { Contrast } from '../contrast.ts'
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

/** Training and prediction time of every engine, each with its ratio to the baseline. */
export function timesTable(results: Results): Table {
  return {
    name: 'times',
    title: 'Training and prediction time, with ratios to the baseline',
    unit_of_replication: 'round (one fresh process of each arm)',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => mainArms(one).map((arm) => row(one, arm, results))),
    notes: [
      `fit: one training; predict: ${callWords(results.study.protocol.mode)}. Times are medians: of fit over distance metrics, then over rounds; of predict over configurations and rounds.`,
      inference(
        'ratio: time of the engine / time of the baseline, so below 1 is faster; geometric mean over rounds on the configurations valid for both, with its 95 % interval, not adjusted. It decides nothing: verdicts are in table comparisons.',
      ),
      'Brute force only stores its rows in fit, where trees do much of their work.',
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  numberColumn('fit_ns', 'fit', 'ns', 0),
  numberColumn('fit_ratio', 'fit ratio', 'ratio', 1),
  intervalColumn('fit_ratio_95', '95 % interval', 'ratio', 2),
  numberColumn('predict_ns', 'predict', 'ns', 0),
  numberColumn('predict_ratio', 'ratio', 'ratio', 0),
  intervalColumn('predict_ratio_95', '95 % interval', 'ratio', 1),
  numberColumn('rounds', 'rounds', 'count', 3),
]

function row(one: CaseResults, arm: ArmResults, results: Results): Cell[] {
  const predict_ns = armPredict_ns(arm)
  const why = missing(predict_ns === undefined ? reasonWithoutTimes(arm) : 'this engine has no such step')
  const contrast = one.contrasts.engines.find(({ engine }) => engine === arm.engine)
  return [
    ...caseCells(one.facts),
    text(arm.engine),
    number(predict_ns === undefined ? undefined : armFit_ns(arm), why),
    ...ratioCells(fitRatio(one, arm, results), contrast),
    number(predict_ns, why),
    ...ratioCells(contrast?.kind === 'compared' ? contrast : undefined, contrast),
    number(predict_ns === undefined ? undefined : arm.blocks.length, why),
  ]
}

function ratioCells(found: Estimated | undefined, contrast: Contrast | undefined): Cell[] {
  const isCompared = contrast?.kind === 'compared'
  const why = blank(isCompared ? contrast.reason : (contrast?.reason ?? 'the baseline itself'))
  return [number(found?.ratio, why), interval(found?.ratio_95, why)]
}

function fitRatio(one: CaseResults, arm: ArmResults, { study, plan }: Results): Estimated | undefined {
  const baseline = baselineArm(one, study.baseline)
  const isCompared = one.contrasts.engines.some(
    ({ engine, kind }) => engine === arm.engine && kind === 'compared',
  )
  if (!isCompared || baseline === undefined || plan === undefined) return undefined
  return estimateRatio(roundLogRatios(arm, baseline, plan.subsets, blockFit_ns))
}
