import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import type { CaseResults, Results } from '../results.ts'
import { type SharedSelection, sharedSelections } from '../shared-selections.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../table.ts'
import { emptyNote, whyNoClasses } from '../task-scores.ts'

/** The confusion matrix at the configuration of highest accuracy, one row a pair of classes. */
export function confusionTable(results: Results): Table {
  const whyEmpty = whyNoClasses(results.study)
  return {
    name: 'confusion',
    title: 'Confusion: true against predicted class at the configuration of highest accuracy',
    unit_of_replication: 'test row',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) =>
      sharedSelections(one, 'accuracy', 'best').flatMap((selection) => selectionRows(one, selection)),
    ),
    notes: whyEmpty === undefined ? NOTES : [emptyNote(whyEmpty)],
  }
}

const NOTES = ['The configuration is selected on the same test set, so the matrix is optimistic.']

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engines', 'engines', 0),
  ...CONFIGURATION_COLUMNS.map((column) => ({ ...column, priority: 2 })),
  textColumn('actual', 'true', 0),
  textColumn('predicted', 'predicted', 0),
  numberColumn('row_count', 'rows', 'count', 0),
  numberColumn('share', 'of the true', 'share', 1),
]

function selectionRows({ facts, scorer }: CaseResults, { cell, engines }: SharedSelection): Cell[][] {
  const matrix = cell.verification === undefined ? undefined : scorer.confusion(cell.verification)
  if (matrix === undefined) return []
  const { counts, n_classes } = matrix
  return facts.classes.flatMap((actual, t) => {
    const ofActual = [...counts.subarray(t * n_classes, (t + 1) * n_classes)]
    const total = ofActual.reduce((sum, count) => sum + count, 0)
    return ofActual.map((count, p) => [
      ...caseCells(facts),
      text(engines.join(', ')),
      ...configurationCells(cell.configuration),
      text(actual),
      text(facts.classes[p]),
      number(count, blank('no rows')),
      number(count / total, blank('no row of this class')),
    ])
  })
}
