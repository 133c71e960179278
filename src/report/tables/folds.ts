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
import { SCORE_NAMES, scoreValue } from '../scores.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** The scores of every fold: a row for engines that agree × configuration × fold. */
export function foldsTable(results: Results): Table {
  return {
    name: 'folds',
    title: 'Folds: scores of every fold of the cross-validations',
    unit_of_replication: 'fold (their training sets overlap, so folds are not independent)',
    columns: COLUMNS,
    rows: crossValidations(results).flatMap((one) => one.groups.flatMap((group) => groupRows(one, group))),
    notes: [
      SHARED_ROWS,
      about(['selected'], 'selected: the highest mean accuracy over these folds, so optimistic.'),
      averageNote(results.folds),
    ].filter((note) => note !== ''),
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  ...FOLD_COLUMNS.map((column) => ({ ...column, priority: 0 })),
  textColumn('engines', 'engines', 1),
  ...CONFIGURATION_COLUMNS,
  textColumn('selected', 'selected', 0),
  numberColumn('n_train', 'train', 'count', 5),
  numberColumn('rows_scored', 'rows', 'count', 4),
  numberColumn('accuracy', 'accuracy', 'score', 0),
  numberColumn('precision', 'precision', 'score', 2),
  numberColumn('recall', 'recall', 'score', 2),
  numberColumn('f1', 'F1', 'score', 1),
  numberColumn('roc_auc', 'ROC-AUC', 'score', 1),
]

function groupRows({ folds }: CrossValidation, group: FoldGroup): Cell[][] {
  return group.configurations.flatMap((configuration) =>
    folds.map((fold, i) => row(fold, group, configuration, configuration.cells[i])),
  )
}

function row(
  { facts }: CaseResults,
  { selected }: FoldGroup,
  configuration: ConfigurationFolds,
  cell: ScoredCell | undefined,
): Cell[] {
  const why = missing(cell === undefined ? 'no right answer to this fold' : 'this score is not defined here')
  return [
    ...caseCells(facts),
    ...foldCells(facts),
    text(configuration.engines.join(', ')),
    ...configurationCells(configuration.configuration),
    text(configuration === selected?.folds ? 'yes' : 'no'),
    number(facts.n_train, why),
    number(cell?.verification?.rows_graded, why),
    ...SCORE_NAMES.map((name) => number(scoreValue(cell?.scores, name), why)),
  ]
}
