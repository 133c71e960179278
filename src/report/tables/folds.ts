import type { ScoreName } from '../../metrics/scores.ts'
import type { ScoredCell } from '../arm-results.ts'
import { averageNote } from '../average-note.ts'
import {
  CASE_COLUMNS,
  CONFIGURATION_COLUMNS,
  caseCells,
  configurationCells,
  FOLD_COLUMNS,
  foldCells,
} from '../case-columns.ts'
import {
  type ConfigurationFolds,
  type CrossValidation,
  crossValidations,
  type FoldGroup,
} from '../cross-validation.ts'
import { SHARED_ROWS } from '../fold-words.ts'
import { about } from '../note.ts'
import type { CaseResults, Results } from '../results.ts'
import { scoreValue } from '../scores.ts'
import {
  type Cell,
  type Column,
  missing,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { bestWords, scoreColumn, taskScores } from '../task-scores.ts'

/** The scores of every fold: a row for engines that agree × configuration × fold. */
export function foldsTable(results: Results): Table {
  const { names, main } = taskScores(results.study)
  return {
    name: 'folds',
    title: 'Folds: scores of every fold of the cross-validations',
    unit_of_replication: 'fold (their training sets overlap, so folds are not independent)',
    columns: columnsOf(results),
    rows: crossValidations(results).flatMap((one) =>
      one.groups.flatMap((group) => groupRows(one, group, names)),
    ),
    notes: [
      SHARED_ROWS,
      about(['selected'], `selected: the ${bestWords(main, 'mean')} over these folds, so optimistic.`),
      averageNote(results.folds),
    ].filter((note) => note !== ''),
  }
}

const PRIORITIES: Readonly<Partial<Record<ScoreName, number>>> = {
  precision: 2,
  recall: 2,
  f1: 1,
  roc_auc: 1,
}

function columnsOf({ study }: Results): Column[] {
  return [
    ...CASE_COLUMNS,
    ...FOLD_COLUMNS.map((column) => ({ ...column, priority: 0 })),
    textColumn('engines', 'engines', 1),
    ...CONFIGURATION_COLUMNS,
    textColumn('selected', 'selected', 0),
    numberColumn('n_train', 'train', 'count', 5),
    numberColumn('rows_scored', 'rows', 'count', 4),
    ...taskScores(study).names.map((name) => scoreColumn(name, PRIORITIES[name] ?? 0)),
  ]
}

function groupRows({ folds }: CrossValidation, group: FoldGroup, names: readonly ScoreName[]): Cell[][] {
  return group.configurations.flatMap((configuration) =>
    folds.map((fold, i) => [
      ...aboutCells(fold, group, configuration, configuration.cells[i]),
      ...scoreCells(configuration.cells[i], names),
    ]),
  )
}

function aboutCells(
  { facts }: CaseResults,
  { selected }: FoldGroup,
  configuration: ConfigurationFolds,
  cell: ScoredCell | undefined,
): Cell[] {
  return [
    ...caseCells(facts),
    ...foldCells(facts),
    text(configuration.engines.join(', ')),
    ...configurationCells(configuration.configuration),
    text(configuration === selected?.folds ? 'yes' : 'no'),
    number(facts.n_train, whyNot(cell)),
    number(cell?.verification?.rows_graded, whyNot(cell)),
  ]
}

function scoreCells(cell: ScoredCell | undefined, names: readonly ScoreName[]): Cell[] {
  return names.map((name) => number(scoreValue(cell?.scores, name), whyNot(cell)))
}

function whyNot(cell: ScoredCell | undefined): Cell {
  return missing(cell === undefined ? 'no right answer to this fold' : 'this score is not defined here')
}
