import { InputError } from '../config/input-error.ts'
import { parseDecimal } from '../data/decimal.ts'
import { csvRows } from './csv-rows.ts'
import type { Predictions, Source } from './source.ts'

/**
 * The source with its labels, from the CSV that `scripts/export_sklearn.py` writes beside the scores: `fold`, `row`,
 * `y_true`, and a column `c0`, `c1`, … for each row of the scores.
 */
export function withPredictions(source: Source, file: string, text: string): Source {
  const { header, rows } = csvRows(file, text)
  const [fold, row, truth] = ['fold', 'row', 'y_true'].map((name) => header.indexOf(name))
  const [series] = source.series
  const isWhole = series !== undefined && source.series.length === 1
  if (fold < 0 || row < 0 || truth < 0 || !isWhole)
    throw new InputError({
      where: { file, line: 1 },
      found: 'predictions need the columns fold, row and y_true, beside scores of one engine on one dataset.',
      fix: 'Write them with scripts/export_sklearn.py, or delete the file.',
    })
  const folds = series.folds.map((_, i) => rows.filter(({ cells }) => parseDecimal(cells[fold]) === i))
  const of = (column: number, number: number): Predictions | undefined => {
    const found = folds[number] ?? []
    if (column < 0 || found.some(({ cells }) => cells[column] === '')) return undefined
    return {
      rows: found.map(({ cells }) => Number(cells[row])),
      labels: found.map(({ cells }) => cells[column]),
      truth: found.map(({ cells }) => cells[truth]),
    }
  }
  const cells = series.cells.map((cell, i) => ({
    ...cell,
    predictions: (number: number) => of(header.indexOf(`c${i}`), number),
  }))
  return { ...source, series: [{ ...series, cells }] }
}
