import type { ArmResults } from './arm-results.ts'
import { reasonWithoutTimes } from './arm-times.ts'
import { CASE_COLUMNS, caseCells } from './case-columns.ts'
import { mainArms } from './main-arms.ts'
import { about } from './note.ts'
import type { CaseResults, Results } from './results.ts'
import { type ComparedValues, type Setting, scoreChange, settingPairs, timeChange } from './setting-pairs.ts'
import {
  blank,
  type Cell,
  type Column,
  missing,
  type Note,
  number,
  numberColumn,
  text,
  textColumn,
} from './table.ts'

/** Columns of a table that compares the values of one setting with the first of the grid. */
export function settingColumns(setting: Setting): Column[] {
  return [
    ...CASE_COLUMNS,
    textColumn('engine', 'engine', 0),
    textColumn(setting, setting, 0),
    textColumn('reference', 'against', 3),
    numberColumn('pairs', 'pairs', 'count', 4),
    numberColumn('accuracy', 'accuracy', 'score', 2),
    numberColumn('reference_accuracy', 'accuracy against', 'score', 5),
    numberColumn('accuracy_difference', 'Δ accuracy', 'score-difference', 0),
    numberColumn('lowest_accuracy_difference', 'lowest Δ', 'score-difference', 1),
    numberColumn('highest_accuracy_difference', 'highest Δ', 'score-difference', 1),
    numberColumn('higher', 'higher', 'count', 3),
    numberColumn('lower', 'lower', 'count', 3),
    numberColumn('recall_difference', 'Δ recall', 'score-difference', 0),
    numberColumn('predict_ratio', 'time ratio', 'ratio', 0),
    numberColumn('lowest_predict_ratio', 'lowest ratio', 'ratio', 5),
    numberColumn('highest_predict_ratio', 'highest ratio', 'ratio', 5),
    numberColumn('pairs_timed', 'pairs timed', 'count', 6),
  ]
}

/** One row for every engine of every case and every value of a setting but the first. */
export function settingRows<S extends Setting>(
  { cases }: Results,
  setting: S,
  values: readonly ComparedValues<S>['other'][],
): Cell[][] {
  const [reference, ...others] = values
  return cases.flatMap((one) =>
    mainArms(one).flatMap((arm) => others.map((other) => row(one, arm, { setting, reference, other }))),
  )
}

function row<S extends Setting>(
  { facts }: CaseResults,
  arm: ArmResults,
  compared: ComparedValues<S>,
): Cell[] {
  const pairs = settingPairs(arm, compared)
  const score = scoreChange(pairs, 'accuracy')
  const recall = scoreChange(pairs, 'recall')
  const time = timeChange(pairs)
  const noPair = `no configuration was answered right with both: ${reasonWithoutTimes(arm)}`
  const noScore = pairs.length === 0 ? missing(noPair) : missing('this score is not defined here')
  const noTime = pairs.length === 0 ? blank(noPair) : missing('no pair shows both times')
  return [
    ...caseCells(facts),
    text(arm.engine),
    text(compared.other),
    text(compared.reference),
    number(pairs.length, noScore),
    number(score?.other, noScore),
    number(score?.reference, noScore),
    number(score?.difference, noScore),
    number(score?.lowest, noScore),
    number(score?.highest, noScore),
    number(score?.higher, noScore),
    number(score?.lower, noScore),
    number(recall?.difference, noScore),
    number(time?.ratio, noTime),
    number(time?.lowest, noTime),
    number(time?.highest, noTime),
    number(time?.pairs, noTime),
  ]
}

/** What every such table says of its numbers. */
export const SETTING_NOTES: readonly Note[] = [
  'Δ: mean over the pairs of this value less the one it is set against; lowest and highest: the extremes of the pairs; higher, lower: pairs in which accuracy rises and falls.',
  about(
    ['predict_ratio'],
    'time ratio: geometric mean over the pairs of the medians of predict, above 1 is slower.',
  ),
  'All pairs share one test set and one training set: they describe this split and are no sample, so nothing is tested.',
]
