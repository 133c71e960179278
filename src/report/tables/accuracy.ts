import type { ScoreName } from '../../metrics/scores.ts'
import { armDifferences } from '../arm-differences.ts'
import type { ArmResults } from '../arm-results.ts'
import { reasonWithoutTimes } from '../arm-times.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import { baselineArm, mainArms } from '../main-arms.ts'
import { meanScore } from '../mean-score.ts'
import type { CaseResults, Results } from '../results.ts'
import { rightCells, selectConfiguration } from '../selected-configurations.ts'
import {
  blank,
  type Cell,
  type Column,
  missing,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { bestWords, SCORE_WORDS, taskScores } from '../task-scores.ts'

/** Accuracy, or RMSE, of every engine across datasets, at its best configuration and on average, and whose labels differ. */
export function accuracyTable(results: Results): Table {
  const { main } = taskScores(results.study)
  return {
    name: 'accuracy',
    title: main === 'accuracy' ? 'Accuracy across datasets' : `${SCORE_WORDS[main].title} across datasets`,
    unit_of_replication: 'test set (one a case, so differences carry no interval)',
    columns: columnsOf(main),
    rows: results.cases.flatMap((one) => mainArms(one).map((arm) => row(one, arm, results))),
    notes: [
      `selected: the ${bestWords(main)} over configurations, chosen on the same test set that scores it and so optimistic; the first of tied configurations is named. mean: over the cells, all configurations that the engine answered right, and only comparable where they are as many.`,
      ...(main === 'accuracy' ? [UNLIKE] : []),
    ],
  }
}

const UNLIKE =
  'unlike baseline: share of labels, over configurations and test rows, that differ from those of the baseline. Two exact engines can differ only in ties and rounding.'

const columnsOf = (main: ScoreName): Column[] => [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  ...CONFIGURATION_COLUMNS.map((column) => ({ ...column, priority: 3 })),
  numberColumn(`selected_${main}`, 'selected', SCORE_WORDS[main].unit, 0),
  numberColumn('tied', 'tied', 'count', 6),
  numberColumn(`mean_${main}`, 'mean', SCORE_WORDS[main].unit, 0),
  numberColumn('configurations', 'cells', 'count', 1),
  ...(main === 'accuracy' ? [numberColumn('differing_share', 'unlike baseline', 'share', 0)] : []),
  numberColumn('rows_scored', 'rows', 'count', 4),
]

function row(one: CaseResults, arm: ArmResults, { study }: Results): Cell[] {
  const cells = rightCells(arm)
  const { main } = taskScores(study)
  const selected = selectConfiguration(cells, main, 'best')
  const name = [...caseCells(one.facts), text(arm.engine)]
  if (selected === undefined) {
    const why = blank(reasonWithoutTimes(arm))
    const blanks = columnsOf(main)
      .slice(name.length + CONFIGURATION_COLUMNS.length + 1)
      .map(() => why)
    return [...name, ...configurationCells({}), missing(reasonWithoutTimes(arm)), ...blanks]
  }
  const { cell, value, tied } = selected
  const none = blank('not scored')
  return [
    ...name,
    ...configurationCells(cell.configuration),
    number(value, none),
    number(tied, none),
    number(meanScore(cells, main), none),
    number(cells.length, none),
    ...(main === 'accuracy' ? [differingCell(one, arm, study.baseline)] : []),
    number(cell.verification?.rows_graded, none),
  ]
}

function differingCell(one: CaseResults, arm: ArmResults, name: string): Cell {
  if (arm.engine === name) return blank('the baseline itself')
  const baseline = baselineArm(one, name)
  const found = baseline === undefined ? undefined : armDifferences(arm, baseline, one.scorer)
  const share = found === undefined ? undefined : found.differing / found.compared
  return number(share, missing('no configuration was answered right by both on the same rows'))
}
