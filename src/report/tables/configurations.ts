import { averageNote } from '../average-note.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import type { CaseResults, Results } from '../results.ts'
import { SCORE_NAMES, scoreValue } from '../scores.ts'
import type { Choice } from '../selected-configurations.ts'
import { sharedSelections } from '../shared-selections.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** The best and the worst configuration of every case, by each score, marked as selected on this test set. */
export function configurationsTable(results: Results): Table {
  return {
    name: 'configurations',
    title: 'Configurations: best and worst on each score',
    unit_of_replication: 'test set (one a case, so differences between configurations carry no interval)',
    columns: COLUMNS,
    rows: results.cases.flatMap(caseRows),
    notes: [
      'selected: chosen on the same test set that scores it, so the best is optimistic and the worst pessimistic.',
      'Engines share a row where the same configuration is selected for them with the same labels. tied: configurations with the same score, of the engine that has the most; the first of the grid is shown.',
      averageNote(results.cases),
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engines', 'engines', 0),
  textColumn('by', 'by', 0),
  textColumn('choice', 'selected', 0),
  ...CONFIGURATION_COLUMNS,
  numberColumn('accuracy', 'accuracy', 'score', 0),
  numberColumn('precision', 'precision', 'score', 2),
  numberColumn('recall', 'recall', 'score', 2),
  numberColumn('f1', 'F1', 'score', 1),
  numberColumn('roc_auc', 'ROC-AUC', 'score', 1),
  numberColumn('tied', 'tied', 'count', 3),
  numberColumn('rows_scored', 'rows', 'count', 4),
]

const CHOICES: readonly Choice[] = ['best', 'worst']

function caseRows(one: CaseResults): Cell[][] {
  return SCORE_NAMES.flatMap((name) =>
    CHOICES.flatMap((choice) =>
      sharedSelections(one, name, choice).map(({ cell, engines, tied }) => [
        ...caseCells(one.facts),
        text(engines.join(', ')),
        text(name),
        text(choice),
        ...configurationCells(cell.configuration),
        ...SCORE_NAMES.map((score) =>
          number(scoreValue(cell.scores, score), missing('this score is not defined here')),
        ),
        number(tied, missing('none')),
        number(cell.verification?.rows_graded, missing('none')),
      ]),
    ),
  )
}
