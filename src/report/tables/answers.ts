import type { ScoreName } from '../../metrics/scores.ts'
import { type AnswersSummary, summarizeAnswers } from '../answers-summary.ts'
import type { ArmResults } from '../arm-results.ts'
import { failureReasons } from '../arm-times.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { caseLabel } from '../case-label.ts'
import { isRightCell } from '../cell-result.ts'
import type { Study, Verification } from '../ledger-index.ts'
import { everyMainArm } from '../ranked-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import { scoreValue } from '../scores.ts'
import { selectConfiguration } from '../selected-configurations.ts'
import {
  blank,
  type Cell,
  type Column,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { SCORE_WORDS } from '../task-scores.ts'

const BEST = {
  classification: ['accuracy', 'f1', 'roc_auc'],
  regression: ['rmse', 'mae', 'r2'],
} as const satisfies Record<Study['task'], readonly ScoreName[]>

const columnsOf = ({ task }: Pick<Study, 'task'>): Column[] => [
  textColumn('engine', 'engine', 0),
  textColumn('answers', 'answers', 0),
  numberColumn('cells_right', 'cells right', 'count', 1),
  numberColumn('cells_graded', 'of', 'count', 1),
  numberColumn('rows_graded', 'rows', 'count', 2),
  numberColumn('rows_ambiguous', 'ambiguous', 'count', 2),
  numberColumn('rows_tied', 'tied', 'count', 3),
  ...BEST[task].map((name, i) => {
    const { title, unit } = SCORE_WORDS[name]
    return numberColumn(`best_${name}`, `best ${title}`, unit, i + 1)
  }),
]

const NOTES = [
  'ambiguous and tied rows: the most in one cell. A best score is that of a right cell, selected on the test set that scores it, so it is optimistic.',
]

/** What every engine answered: its worst grade, how much was graded, its best scores. */
export function answersTable(results: Results): Table {
  return {
    name: 'answers',
    title: 'Answers: every engine against the reference',
    unit_of_replication: 'test row',
    columns: [...CASE_COLUMNS, ...columnsOf(results.study)],
    rows: results.cases.flatMap((one) =>
      caseRows(one, results.study).map((row) => [...caseCells(one.facts), ...row]),
    ),
    notes: NOTES,
  }
}

/** The answers of one case, without the columns that name it. */
export function caseAnswers(one: CaseResults, results: Results): Table {
  const { study } = results
  const title = `Answers on ${caseLabel(one.facts, results)}`
  return {
    name: 'answers',
    title,
    unit_of_replication: 'test row',
    columns: columnsOf(study),
    rows: caseRows(one, study),
    notes: NOTES,
  }
}

function caseRows(one: CaseResults, { task }: Pick<Study, 'task'>): Cell[][] {
  return everyMainArm(one).map((arm) => row(arm, BEST[task]))
}

function row(arm: ArmResults, names: readonly ScoreName[]): Cell[] {
  const summary = summarizeAnswers(arm)
  const graded = arm.cells.flatMap(({ verification }) => verification ?? [])
  const why = blank('nothing graded')
  const most = (rowsOf: (v: Verification) => number) =>
    graded.length === 0 ? undefined : Math.max(...graded.map(rowsOf))
  const right = arm.cells.filter(isRightCell)
  const best = (name: ScoreName) =>
    number(
      scoreValue(selectConfiguration(right, name, 'best')?.cell.scores, name),
      blank(right.length === 0 ? 'no right answers' : 'no such score'),
    )
  return [
    text(arm.engine),
    summary === undefined
      ? text(arm.cells[0]?.status ?? 'not-run', firstReason(arm))
      : withNote(summary, failureReasons(arm)),
    number(summary === undefined ? undefined : right.length, why),
    number(summary?.graded, why),
    number(
      most((v) => v.rows_graded),
      why,
    ),
    number(
      most((v) => v.rows_ambiguous),
      why,
    ),
    number(
      most((v) => v.rows_tied),
      why,
    ),
    ...names.map(best),
  ]
}

/** The answers, with a footnote on cells that have none. */
function withNote({ words, bound }: AnswersSummary, failures: string): Cell {
  const full = bound === undefined ? words : `${words} (${bound})`
  return failures === '' ? text(full) : text(full, `not all configurations: ${failures}`)
}

function firstReason(arm: ArmResults): string {
  return arm.cells.flatMap((cell) => (cell.status === 'measured' ? [] : [cell.reason]))[0] ?? 'not run yet'
}
