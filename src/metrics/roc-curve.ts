import type { ScoreInput, UndefinedScore } from './score.ts'

export interface RocPoint {
  /** Share (0 … 1) of the rows of the other classes with a probability of at least `threshold`. */
  readonly false_positive_rate: number
  /** Share (0 … 1) of the rows of the class with one. */
  readonly true_positive_rate: number
  /** Undefined for the first point, (0, 0), which no probability reaches. */
  readonly threshold: number | undefined
}

export type RocCurve =
  | { readonly defined: true; readonly points: readonly RocPoint[] }
  | { readonly defined: false; readonly reason: UndefinedScore }

/**
 * The receiver operating characteristic of class `code` against the rest, from (0, 0) to (1, 1), as
 * `roc_curve(y_true == code, probabilities[:, code])` of scikit-learn (Fawcett 2006, "An introduction to ROC
 * analysis", Pattern Recognition Letters 27:861–874, algorithm 1): a point for each distinct probability, but for
 * those in the middle of equal steps. Undefined without probabilities, without rows of the class or of the rest, and
 * for a NaN or infinite probability. Throws RangeError for probabilities that are not (m, n_classes).
 */
export function rocCurve({ y_true, probabilities, n_classes }: ScoreInput, code: number): RocCurve {
  if (y_true.length === 0) return { defined: false, reason: { code: 'no-rows' } }
  if (probabilities === undefined) return { defined: false, reason: { code: 'no-probabilities' } }
  if (probabilities.length !== y_true.length * n_classes)
    throw new RangeError(
      `${probabilities.length} probabilities are not ${y_true.length} rows of ${n_classes} classes`,
    )
  const own = Float64Array.from(y_true, (_, row) => probabilities[row * n_classes + code])
  const bad = own.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) return { defined: false, reason: { code: 'not-finite', row: bad, class: code } }
  const steps = countSteps(y_true, own, code)
  const { inside, outside } = steps[steps.length - 1]
  if (inside === 0) return { defined: false, reason: { code: 'class-absent', classes: [code] } }
  if (outside === 0) return { defined: false, reason: { code: 'class-absent', classes: [] } }
  const points = steps.filter(isCorner).map((step) => ({
    false_positive_rate: step.outside / outside,
    true_positive_rate: step.inside / inside,
    threshold: step.threshold,
  }))
  return {
    defined: true,
    points: [{ false_positive_rate: 0, true_positive_rate: 0, threshold: undefined }, ...points],
  }
}

/** Rows of the class and of the rest that have at least this probability. */
interface Step {
  readonly threshold: number
  readonly inside: number
  readonly outside: number
}

/** A step for each distinct probability, the largest first. */
function countSteps(y_true: Int32Array, own: Float64Array, code: number): Step[] {
  const order = Array.from(own.keys()).sort((a, b) => own[b] - own[a])
  const steps: Step[] = []
  let inside = 0
  for (const [i, row] of order.entries()) {
    if (y_true[row] === code) inside++
    if (i + 1 === order.length || own[order[i + 1]] !== own[row])
      steps.push({ threshold: own[row], inside, outside: i + 1 - inside })
  }
  return steps
}

/** Whether a step is an end, or the steps to it and from it are unlike. */
function isCorner(step: Step, i: number, steps: readonly Step[]): boolean {
  if (i === 0 || i === steps.length - 1) return true
  const [before, after] = [steps[i - 1], steps[i + 1]]
  const bend = (count: (one: Step) => number) => count(after) - 2 * count(step) + count(before)
  return bend(({ inside }) => inside) !== 0 || bend(({ outside }) => outside) !== 0
}
