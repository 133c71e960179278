import type { ScoreName } from '../../metrics/scores.ts'
import { averageNote } from '../average-note.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import type { CaseResults, Results } from '../results.ts'
import { scoreValue } from '../scores.ts'
import type { Choice } from '../selected-configurations.ts'
import { sharedSelections } from '../shared-selections.ts'
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
import { scoreColumn, taskScores } from '../task-scores.ts'

/** The best and the worst configuration of every case, by each score, marked as selected on this test set. */
export function configurationsTable(results: Results): Table {
  return {
    name: 'configurations',
    title: 'Configurations: best and worst on each score',
    unit_of_replication: 'test set (one a case, so differences between configurations carry no interval)',
    columns: columnsOf(results),
    rows: results.cases.flatMap((one) => caseRows(one, taskScores(results.study).names)),
    notes: [
      'selected: chosen on the same test set that scores it, so the best is optimistic and the worst pessimistic.',
      'Engines share a row where the same configuration is selected for them with the same labels. tied: configurations with the same score, of the engine that has the most; the first of the grid is shown.',
      averageNote(results.cases),
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
    textColumn('engines', 'engines', 0),
    textColumn('by', 'by', 0),
    textColumn('choice', 'selected', 0),
    ...CONFIGURATION_COLUMNS,
    ...taskScores(study).names.map((name) => scoreColumn(name, PRIORITIES[name] ?? 0)),
    numberColumn('tied', 'tied', 'count', 3),
    numberColumn('rows_scored', 'rows', 'count', 4),
  ]
}

const CHOICES: readonly Choice[] = ['best', 'worst']

function caseRows(one: CaseResults, names: readonly ScoreName[]): Cell[][] {
  return names.flatMap((name) =>
    CHOICES.flatMap((choice) =>
      sharedSelections(one, name, choice).map(({ cell, engines, tied }) => [
        ...caseCells(one.facts),
        text(engines.join(', ')),
        text(name),
        text(choice),
        ...configurationCells(cell.configuration),
        ...names.map((score) =>
          number(scoreValue(cell.scores, score), missing('this score is not defined here')),
        ),
        number(tied, missing('none')),
        number(cell.verification?.rows_graded, missing('none')),
      ]),
    ),
  )
}
