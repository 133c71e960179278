import type { RocPoint } from '../../metrics/roc-curve.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import type { CaseResults, Results } from '../results.ts'
import { rocCurves } from '../roc-curves.ts'
import { type SharedSelection, sharedSelections } from '../shared-selections.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../table.ts'
import { emptyNote, whyNoClasses } from '../task-scores.ts'

/** ROC curves from the probabilities of the answers, at the configuration of highest accuracy, one row a point. */
export function rocTable(results: Results): Table {
  const whyEmpty = whyNoClasses(results.study)
  return {
    name: 'roc',
    title: 'Points of the ROC curves at the configuration of highest accuracy',
    unit_of_replication: 'test row',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) =>
      sharedSelections(one, 'accuracy', 'best').flatMap((selection) => selectionRows(one, selection)),
    ),
    notes: whyEmpty === undefined ? NOTES : [emptyNote(whyEmpty)],
  }
}

const NOTES = [
  'Points by falling thresholds: a row is called positive where its probability is at least the threshold. Rows of equal probability are one step, and points on a straight line between their neighbors are left out, as in scikit-learn with drop_intermediate=True; the first point lies above every probability.',
  'The configuration is selected on the same test set. Engines with the same labels share a curve, drawn from the probabilities of the first that gives them. Two classes: the curve of the positive class; more: one class against the rest.',
]

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engines', 'engines', 0),
  ...CONFIGURATION_COLUMNS.map((column) => ({ ...column, priority: 4 })),
  textColumn('class', 'class', 2),
  numberColumn('point', 'point', 'count', 1),
  numberColumn('threshold', 'threshold', 'score', 0),
  numberColumn('false_positive_rate', 'false positive rate', 'score', 0),
  numberColumn('true_positive_rate', 'true positive rate', 'score', 0),
]

function selectionRows(one: CaseResults, selection: SharedSelection): Cell[][] {
  const found = rocCurves(one, selection)
  if (found === undefined) return []
  return found.curves.flatMap(({ class_name, points }) =>
    points.map((point, i) => [
      ...caseCells(one.facts),
      text(selection.engines.join(', ')),
      ...configurationCells(found.cell.configuration),
      text(class_name),
      ...pointCells(point, i),
    ]),
  )
}

function pointCells({ threshold, false_positive_rate, true_positive_rate }: RocPoint, i: number): Cell[] {
  const start = blank('above every probability')
  return [
    number(i, start),
    number(threshold, start),
    number(false_positive_rate, start),
    number(true_positive_rate, start),
  ]
}
