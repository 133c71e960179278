/** Counts of (true class, predicted class); `counts[t * n_classes + p]`, rows are true classes. */
export interface ConfusionMatrix {
  readonly n_classes: number
  readonly counts: Int32Array
}

export interface Labels {
  /** (m,) class codes 0 … n_classes − 1. */
  readonly y_true: Int32Array
  /** (m,) class codes. */
  readonly y_pred: Int32Array
  readonly n_classes: number
}

/**
 * The confusion matrix over all classes of the case, absent ones included, as
 * `confusion_matrix(y_true, y_pred, labels=range(n_classes))` of scikit-learn.
 * Throws RangeError for arrays of different lengths or a code outside the classes.
 */
export function confusionMatrix({ y_true, y_pred, n_classes }: Labels): ConfusionMatrix {
  if (y_true.length !== y_pred.length)
    throw new RangeError(`y_true has ${y_true.length} rows, y_pred has ${y_pred.length}`)
  const counts = new Int32Array(n_classes * n_classes)
  for (let row = 0; row < y_true.length; row++) {
    const actual = y_true[row]
    const predicted = y_pred[row]
    if (!isCode(actual, n_classes) || !isCode(predicted, n_classes))
      throw new RangeError(
        `row ${row}: y_true ${actual}, y_pred ${predicted}; class codes are 0 to ${n_classes - 1}`,
      )
    counts[actual * n_classes + predicted]++
  }
  return { n_classes, counts }
}

function isCode(code: number, n_classes: number): boolean {
  return code >= 0 && code < n_classes
}
