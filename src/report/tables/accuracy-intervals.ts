import { type ShareInterval, wilsonInterval } from '../../stats/wilson.ts'
import { cellDifferences } from '../arm-differences.ts'
import type { ArmResults, ScoredCell } from '../arm-results.ts'
import { reasonWithoutTimes } from '../arm-times.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import { configurationKey } from '../configuration-key.ts'
import { baselineArm, mainArms } from '../main-arms.ts'
import { inference } from '../note.ts'
import { doOverlap } from '../overlap.ts'
import type { CaseResults, Results } from '../results.ts'
import { scoreValue } from '../scores.ts'
import { rightCells, selectConfiguration } from '../selected-configurations.ts'
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
import { emptyNote, whyNoClasses } from '../task-scores.ts'

/** Accuracy of every engine on its test rows with a 95 % interval, beside that of the baseline. */
export function accuracyIntervalsTable(results: Results): Table {
  const whyEmpty = whyNoClasses(results.study)
  const cases = whyEmpty === undefined ? results.cases : []
  return {
    name: 'accuracy-intervals',
    title: 'Accuracy: 95 % intervals, and whether they overlap',
    unit_of_replication: 'test row',
    columns: COLUMNS,
    rows: cases.flatMap((one) => caseRows(one, results.study.baseline)),
    notes: whyEmpty === undefined ? NOTES : [emptyNote(whyEmpty)],
  }
}

const NOTES = [
  inference(
    'At the configuration where the baseline is most accurate, the same for every engine and selected on this test set. The Wilson interval is about which rows were drawn for the test set; the training set is held, and another split may differ by more.',
  ),
  inference(
    'All engines label the same rows, so their intervals overlap whenever their labels are nearly the same, and overlap is no test.',
  ),
  'labels unlike: rows labeled otherwise than by the baseline, which is what can be said exactly.',
]

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  ...CONFIGURATION_COLUMNS.map((column) => ({ ...column, priority: 3 })),
  numberColumn('accuracy', 'accuracy', 'score', 0),
  intervalColumn('accuracy_95', '95 % interval', 'score', 0),
  textColumn('overlap', 'overlaps baseline', 1),
  numberColumn('rows_differing', 'labels unlike', 'count', 0),
  numberColumn('rows_scored', 'rows', 'count', 1),
]

const LEVEL = 0.95

function caseRows(one: CaseResults, name: string): Cell[][] {
  const baseline = baselineArm(one, name)
  const selected =
    baseline === undefined ? undefined : selectConfiguration(rightCells(baseline), 'accuracy', 'best')?.cell
  return mainArms(one).map((arm) => {
    const named = [...caseCells(one.facts), text(arm.engine)]
    const cell = selected === undefined ? undefined : sameConfiguration(arm, selected)
    if (cell === undefined || selected === undefined) {
      const reason = selected === undefined ? 'the baseline has no right answer here' : whyNot(arm)
      return [...named, ...configurationCells({}), missing(reason), ...[0, 1, 2, 3].map(() => blank(reason))]
    }
    return [
      ...named,
      ...configurationCells(cell.configuration),
      ...accuracyCells(one, cell, cell === selected ? undefined : selected),
    ]
  })
}

function sameConfiguration(arm: ArmResults, { configuration }: ScoredCell): ScoredCell | undefined {
  const key = configurationKey(configuration)
  return rightCells(arm).find((cell) => configurationKey(cell.configuration) === key)
}

function whyNot(arm: ArmResults): string {
  return rightCells(arm).length > 0 ? 'not answered right at this configuration' : reasonWithoutTimes(arm)
}

/** `baseline` is undefined for the baseline itself. */
function accuracyCells(one: CaseResults, cell: ScoredCell, baseline: ScoredCell | undefined): Cell[] {
  const none = blank('not scored')
  const self = blank('the baseline itself')
  const own = accuracyInterval(cell)
  const other = baseline === undefined ? undefined : accuracyInterval(baseline)
  const differing =
    baseline === undefined ? undefined : cellDifferences(cell, baseline, one.scorer)?.differing
  const otherRows = baseline === undefined ? self : missing('not scored on the same rows')
  return [
    number(scoreValue(cell.scores, 'accuracy'), none),
    interval(own, none),
    own === undefined || other === undefined ? self : text(doOverlap(own, other) ? 'yes' : 'no'),
    number(differing, otherRows),
    number(cell.verification?.rows_graded, none),
  ]
}

function accuracyInterval({ scores, verification }: ScoredCell): ShareInterval | undefined {
  const accuracy = scoreValue(scores, 'accuracy')
  const rows = verification?.rows_graded
  if (accuracy === undefined || rows === undefined) return undefined
  const found = wilsonInterval(Math.round(accuracy * rows), rows, LEVEL)
  return found.defined ? found.value : undefined
}
