import type { ArmResults } from '../arm-results.ts'
import {
  armFit_ns,
  armPredict_ns,
  armSearch_ns,
  reasonWithoutTimes,
  shownConfigurations,
  shownMetrics,
} from '../arm-times.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { medianOverBlocks } from '../cell-times.ts'
import { eventsOf } from '../measured-block.ts'
import { everyArm } from '../ranked-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** Where the time of an engine process goes: load, convert, fit, first prediction, steady prediction, search. */
export function phasesTable(results: Results): Table {
  return {
    name: 'phases',
    title:
      'Phases: what each step takes, median over rounds (and over distance metrics and configurations within one)',
    unit_of_replication: 'round (fresh process)',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) =>
      everyArm(one).map((arm) => row(one, arm, results.study.protocol.mode)),
    ),
    notes: [
      results.study.protocol.mode === 'batch'
        ? 'first, predict and search are one call on all timed rows; convert is not part of predict.'
        : 'predict is one call on one row, first one on all timed rows; searches are not timed in mode single.',
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('arm', 'arm', 1),
  numberColumn('load_ns', 'load', 'ns', 4),
  numberColumn('convert_ns', 'convert', 'ns', 4),
  numberColumn('fit_ns', 'fit', 'ns', 0),
  numberColumn('first_ns', 'first', 'ns', 2),
  numberColumn('predict_ns', 'predict', 'ns', 0),
  numberColumn('search_ns', 'search', 'ns', 1),
  numberColumn('rounds', 'rounds', 'count', 3),
]

function row({ facts }: CaseResults, arm: ArmResults, mode: 'batch' | 'single'): Cell[] {
  const predict_ns = armPredict_ns(arm)
  const why = missing(predict_ns === undefined ? reasonWithoutTimes(arm) : 'this engine has no such step')
  const phases = predict_ns === undefined ? undefined : phaseTimes(arm)
  return [
    ...caseCells(facts),
    text(arm.engine),
    text(arm.arm),
    number(phases?.load_ns, why),
    number(phases?.convert_ns, why),
    number(phases?.fit_ns, why),
    number(phases?.first_ns, why),
    number(predict_ns, why),
    number(
      phases?.search_ns,
      predict_ns !== undefined && mode === 'single' ? missing('searches are not timed in mode single') : why,
    ),
    number(phases === undefined ? undefined : arm.blocks.length, why),
  ]
}

function phaseTimes(arm: ArmResults) {
  const shown = shownConfigurations(arm)
  return {
    load_ns: medianOverBlocks(arm.blocks, (block) => eventsOf(block, 'loaded').map((e) => e.load_ns)),
    convert_ns: medianOverBlocks(arm.blocks, (block) => eventsOf(block, 'loaded').map((e) => e.convert_ns)),
    fit_ns: armFit_ns(arm),
    first_ns: medianOverBlocks(arm.blocks, (block) => {
      const metrics = shownMetrics(block, shown)
      return eventsOf(block, 'first').flatMap((e) => (metrics.includes(e.metric) ? [e.first_ns] : []))
    }),
    search_ns: armSearch_ns(arm),
  }
}
