import { type ConfusionMatrix, confusionMatrix, type Labels } from './confusion-matrix.ts'

/** Row counts of one class, taken against all others. */
export interface ClassCounts {
  /** True and predicted (true positives). */
  readonly hits: number
  /** Predicted, rightly or not: a column sum of the confusion matrix. */
  readonly predicted: number
  /** True rows (scikit-learn's support): a row sum. */
  readonly actual: number
}

/** One entry per class, in code order. */
export function classCounts(labels: Labels): ClassCounts[] {
  const matrix = confusionMatrix(labels)
  return Array.from({ length: matrix.n_classes }, (_, code) => countsOf(matrix, code))
}

function countsOf({ counts, n_classes }: ConfusionMatrix, code: number): ClassCounts {
  let predicted = 0
  let actual = 0
  for (let other = 0; other < n_classes; other++) {
    predicted += counts[other * n_classes + code]
    actual += counts[code * n_classes + other]
  }
  return { hits: counts[code * n_classes + code], predicted, actual }
}
