import type { ScoreName } from '../metrics/scores.ts'
import type { ArmResults } from './arm-results.ts'
import { reasonWithoutTimes } from './arm-times.ts'
import { CASE_COLUMNS, caseCells } from './case-columns.ts'
import type { Study } from './ledger-index.ts'
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
import { SCORE_WORDS } from './task-scores.ts'

/** The main score and the one beside it. */
const COMPARED = {
  classification: ['accuracy', 'recall'],
  regression: ['rmse', 'r2'],
} as const satisfies Record<Study['task'], readonly [ScoreName, ScoreName]>

/** Columns of a table that compares the values of one setting with the first of the grid. */
export function settingColumns(setting: Setting, { task }: Pick<Study, 'task'>): Column[] {
  const [main, second] = COMPARED[task]
  const { title, unit, difference } = SCORE_WORDS[main]
  return [
    ...CASE_COLUMNS,
    textColumn('engine', 'engine', 0),
    textColumn(setting, setting, 0),
    textColumn('reference', 'against', 3),
    numberColumn('pairs', 'pairs', 'count', 4),
    numberColumn(main, title, unit, 2),
    numberColumn(`reference_${main}`, `${title} against`, unit, 5),
    numberColumn(`${main}_difference`, `Δ ${title}`, difference, 0),
    numberColumn(`lowest_${main}_difference`, 'lowest Δ', difference, 1),
    numberColumn(`highest_${main}_difference`, 'highest Δ', difference, 1),
    numberColumn('higher', 'higher', 'count', 3),
    numberColumn('lower', 'lower', 'count', 3),
    numberColumn(`${second}_difference`, `Δ ${SCORE_WORDS[second].title}`, SCORE_WORDS[second].difference, 0),
    numberColumn('predict_ratio', 'time ratio', 'ratio', 0),
    numberColumn('lowest_predict_ratio', 'lowest ratio', 'ratio', 5),
    numberColumn('highest_predict_ratio', 'highest ratio', 'ratio', 5),
    numberColumn('pairs_timed', 'pairs timed', 'count', 6),
  ]
}

/** One row for every engine of every case and every value of a setting but the first. */
export function settingRows<S extends Setting>(
  { cases, study }: Results,
  setting: S,
  values: readonly ComparedValues<S>['other'][],
): Cell[][] {
  const [reference, ...others] = values
  return cases.flatMap((one) =>
    mainArms(one).flatMap((arm) =>
      others.map((other) => row(one, arm, { setting, reference, other, scores: COMPARED[study.task] })),
    ),
  )
}

function row<S extends Setting>(
  { facts }: CaseResults,
  arm: ArmResults,
  compared: ComparedValues<S> & { readonly scores: readonly [ScoreName, ScoreName] },
): Cell[] {
  const pairs = settingPairs(arm, compared)
  const score = scoreChange(pairs, compared.scores[0])
  const second = scoreChange(pairs, compared.scores[1])
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
    number(second?.difference, noScore),
    number(time?.ratio, noTime),
    number(time?.lowest, noTime),
    number(time?.highest, noTime),
    number(time?.pairs, noTime),
  ]
}

/** What every such table says of its numbers. */
export const settingNotes = ({ task }: Pick<Study, 'task'>): readonly Note[] => [
  `Δ: mean over the pairs of this value less the one it is set against; lowest and highest: the extremes of the pairs; higher, lower: pairs in which ${SCORE_WORDS[COMPARED[task][0]].title} rises and falls.`,
  about(
    ['predict_ratio'],
    'time ratio: geometric mean over the pairs of the medians of predict, above 1 is slower.',
  ),
  'All pairs share one test set and one training set: they describe this split and are no sample, so nothing is tested.',
]
