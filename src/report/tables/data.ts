import { CASE_COLUMNS, caseCells, FOLD_COLUMNS, foldCells } from '../case-columns.ts'
import type { CaseFacts } from '../case-facts.ts'
import { dataWarnings } from '../data-warnings.ts'
import type { Results } from '../results.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../table.ts'
import { describeWarning } from '../warning-words.ts'

/** What was measured on: size, classes and hashes of every case, with warnings. */
export function dataTable(results: Results): Table {
  return {
    name: 'data',
    title: 'Data: every case of the study, as prepared',
    unit_of_replication: 'case (dataset × split × preparation)',
    columns: COLUMNS,
    rows: [...results.cases, ...results.folds, ...results.variants].map(({ facts }) => row(facts)),
    notes: dataWarnings(results),
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  ...FOLD_COLUMNS,
  numberColumn('n_train', 'train', 'count', 0),
  numberColumn('n_test', 'test', 'count', 0),
  numberColumn('n_features', 'features', 'count', 0),
  numberColumn('n_classes', 'classes', 'count', 0),
  textColumn('classes', 'labels', 4),
  textColumn('positive', 'positive', 3),
  numberColumn('rows_timed', 'rows timed', 'count', 1),
  numberColumn('rows_scored', 'rows scored', 'count', 1),
  numberColumn('warning_count', 'warnings', 'count', 2),
  textColumn('warnings', 'what they say', 9),
  textColumn('source_sha256', 'source', 9),
  textColumn('X_train_sha256', 'X_train', 9),
  textColumn('X_test_sha256', 'X_test', 9),
  textColumn('y_test_sha256', 'y_test', 9),
  textColumn('test_index_sha256', 'test_index', 9),
]

function row(facts: CaseFacts): Cell[] {
  const known = (value: number) => number(value, blank('unknown'))
  return [
    ...caseCells(facts),
    ...foldCells(facts),
    known(facts.n_train),
    known(facts.n_test),
    known(facts.n_features),
    known(facts.classes.length),
    text(facts.classes.join(' ')),
    text(facts.positive),
    known(facts.rows_timed),
    known(facts.rows_scored),
    known(facts.warnings.length),
    text(facts.warnings.map(describeWarning).join('; ')),
    text(facts.source_sha256),
    text(facts.X_train_sha256),
    text(facts.X_test_sha256),
    text(facts.y_test),
    text(facts.test_index),
  ]
}
