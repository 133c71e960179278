import { CONFIGURATION_COLUMNS, configurationCells } from '../../report/case-columns.ts'
import { inference } from '../../report/note.ts'
import { blank, number, numberColumn, type Table } from '../../report/table.ts'
import { holm } from '../../stats/holm.ts'
import type { Comparison } from '../comparison.ts'
import { PAIR_COLUMNS, pairCells } from './pair-columns.ts'

/** Predicted labels, row by row, where both have them. */
export function labelsTable({ pairs }: Comparison): Table {
  const all = pairs.flatMap((pair) =>
    pair.cells.flatMap(({ first, labels }) => (labels === undefined ? [] : [{ pair, first, labels }])),
  )
  const tested = all.filter(({ labels }) => labels.test !== undefined)
  const values = holm(
    tested.map(({ labels }) => labels.test?.p ?? 1),
    all.length,
  )
  const adjusted = new Map(tested.map((one, i) => [one, values[i]]))
  return {
    name: 'compare-labels',
    title: 'Predictions: rows that the two label otherwise',
    unit_of_replication: 'test row',
    columns: [
      ...PAIR_COLUMNS,
      ...CONFIGURATION_COLUMNS,
      numberColumn('rows', 'rows', 'count', 1),
      numberColumn('differing', 'differing', 'count', 0),
      numberColumn('first_only', 'only first right', 'count', 1),
      numberColumn('second_only', 'only second right', 'count', 1),
      numberColumn('p', 'McNemar p', 'p', 2),
      numberColumn('p_adjusted', 'Holm p', 'p', 2),
    ],
    rows: all.map((one) => {
      const { rows, differing, first_only, second_only, test } = one.labels
      const none = blank(differing === 0 ? 'the labels are the same' : 'folds share training rows')
      const unknown = blank('nobody says what is true')
      return [
        ...pairCells(one.pair),
        ...configurationCells(one.first.configuration),
        number(rows, none),
        number(differing, none),
        number(first_only, unknown),
        number(second_only, unknown),
        number(test?.p, none),
        number(adjusted.get(one), none),
      ]
    }),
    notes: [
      ...(all.length === 0 ? ['Empty: not both sides have predictions of the same folds.'] : []),
      inference('p: exact McNemar test of one test set. Folds share training rows, and have none.'),
    ],
  }
}
