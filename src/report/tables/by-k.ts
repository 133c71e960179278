import type { ScoreName } from '../../metrics/scores.ts'
import type { ArmResults, ScoredCell } from '../arm-results.ts'
import { armPredict_ns } from '../arm-times.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { isRightCell } from '../cell-result.ts'
import type { Study } from '../ledger-index.ts'
import { mainArms } from '../main-arms.ts'
import { meanScore } from '../mean-score.ts'
import { about } from '../note.ts'
import type { CaseResults, Results } from '../results.ts'
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
import { scoreColumn } from '../task-scores.ts'

/** Two scores and the prediction time of every engine against the number of neighbors. */
export function byKTable(results: Results): Table {
  return {
    name: 'by-k',
    title: TITLES[results.study.task],
    unit_of_replication: 'test set (one a case, so points of one curve are not independent)',
    columns: columnsOf(SHOWN[results.study.task]),
    rows: results.cases.flatMap((one) => mainArms(one).flatMap((arm) => armRows(one, arm, results))),
    notes: [
      'Each row is over the distance metrics and weights of the grid. Described and not tested.',
      about(['accuracy', 'recall'], 'Scores are means of the cells answered right.'),
      about(['predict_ns'], 'predict: the median over the cells with a time and over rounds.'),
    ],
  }
}

const SHOWN = {
  classification: ['accuracy', 'recall'],
  regression: ['rmse', 'r2'],
} as const satisfies Record<Study['task'], readonly ScoreName[]>

const TITLES = {
  classification: 'Accuracy, recall and prediction time against k',
  regression: 'RMSE, R² and prediction time against k',
} as const satisfies Record<Study['task'], string>

const columnsOf = (shown: readonly ScoreName[]): Column[] => [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  numberColumn('n_neighbors', 'k', 'none', 0),
  ...shown.map((name) => scoreColumn(name, 0)),
  numberColumn('cells_scored', 'cells scored', 'count', 2),
  numberColumn('predict_ns', 'predict', 'ns', 0),
  numberColumn('cells_timed', 'cells timed', 'count', 2),
]

function armRows({ facts }: CaseResults, arm: ArmResults, { study }: Results): Cell[][] {
  return study.grid.n_neighbors.map((n_neighbors) => {
    const cells = arm.cells.filter(({ configuration }) => configuration.n_neighbors === n_neighbors)
    const right = cells.filter((cell) => isRightCell(cell) && cell.scores !== undefined)
    const timed = cells.filter(({ status }) => status === 'measured')
    const configurations = timed.map(({ configuration }) => configuration)
    const noScore = missing(right.length === 0 ? reasonOf(cells) : 'this score is not defined here')
    const noTime = right.length === 0 ? blank(reasonOf(cells)) : missing(reasonOf(cells))
    return [
      ...caseCells(facts),
      text(arm.engine),
      number(n_neighbors, noScore),
      ...SHOWN[study.task].map((name) => number(meanScore(right, name), noScore)),
      number(right.length, noScore),
      number(armPredict_ns(arm, configurations), noTime),
      number(timed.length, noTime),
    ]
  })
}

/** Why cells show no time: the first reason, and that there are more. */
function reasonOf(cells: readonly ScoredCell[]): string {
  const reasons = new Set(cells.flatMap((cell) => (cell.status === 'measured' ? [] : [cell.reason])))
  const [first = 'not measured'] = reasons
  return reasons.size > 1 ? `${first}; and other reasons` : first
}
