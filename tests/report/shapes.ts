import { blank, missing, number, numberColumn, type Table, text, textColumn } from '../../src/report/table.ts'

/** Two engines on two datasets, one of them with two values of k. */
export const TIDY: Table = {
  name: 'cells',
  title: 'Cells',
  unit_of_replication: 'round',
  columns: [
    textColumn('dataset', 'dataset', 0),
    textColumn('engine', 'engine', 0),
    numberColumn('n_neighbors', 'k', 'none', 0),
    numberColumn('fold', 'fold', 'none', 5),
    numberColumn('predict_ns', 'predict', 'ns', 1),
  ],
  rows: [
    row('iris', 'a', 1, 100),
    row('iris', 'b', 1, 200),
    row('iris', 'b', 5, 250),
    row('wine', 'a', 1, undefined),
  ],
  notes: ['A note.'],
}

function row(dataset: string, engine: string, k: number, ns: number | undefined) {
  const fold = number(dataset === 'wine' ? 2 : undefined, blank('no folds'))
  return [text(dataset), text(engine), number(k, missing('none')), fold, number(ns, blank('it is wrong'))]
}
