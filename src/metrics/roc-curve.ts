/** One point of a ROC curve: rows whose probability is at least `threshold` are called positive. */
export interface RocPoint {
  /** Undefined at (0, 0), where no row is: above every probability, which scikit-learn gives as infinity. */
  readonly threshold: number | undefined
  /** Share of the other rows that are called positive, 0 … 1. */
  readonly false_positive_rate: number
  /** Share of the positive rows that are called so, 0 … 1. */
  readonly true_positive_rate: number
}

/** What a ROC curve is drawn from. */
export interface RocInput {
  /** Whether each row is of the class. */
  readonly is_positive: readonly boolean[]
  /** Its probability for the class. */
  readonly probability: readonly number[]
}

/**
 * The ROC curve by falling thresholds, from (0, 0) to (1, 1), as `roc_curve(y_true, y_score, drop_intermediate=True)` of
 * scikit-learn: rows of equal probability are one step, and points on a straight line between their neighbors are left
 * out, which changes neither curve nor area (Fawcett 2006, "An introduction to ROC analysis", Pattern Recognition Letters
 * 27:861–874, algorithm 1). Undefined without a row on one side or with a probability that is not finite.
 * Throws RangeError for lists of different lengths.
 */
export function rocCurve({ is_positive, probability }: RocInput): RocPoint[] | undefined {
  if (is_positive.length !== probability.length)
    throw new RangeError(`${is_positive.length} rows have ${probability.length} probabilities`)
  const steps = countSteps(is_positive, probability)
  const { positives, others } = steps[steps.length - 1]
  if (positives === 0 || others === 0 || !probability.every(Number.isFinite)) return undefined
  return steps
    .filter((_, i) => isCorner(steps, i))
    .map((step) => ({
      threshold: step.threshold,
      false_positive_rate: step.others / others,
      true_positive_rate: step.positives / positives,
    }))
}

interface Step {
  readonly threshold: number | undefined
  /** Rows called positive so far, by what they are. */
  readonly positives: number
  readonly others: number
}

/** Counts after each distinct probability, the largest first; before them none. */
function countSteps(is_positive: readonly boolean[], probability: readonly number[]): Step[] {
  const order = probability.map((_, row) => row).sort((a, b) => probability[b] - probability[a])
  const steps: Step[] = [{ threshold: undefined, positives: 0, others: 0 }]
  let positives = 0
  let others = 0
  for (const [i, row] of order.entries()) {
    if (is_positive[row]) positives++
    else others++
    const isLastOfTie = probability[order[i + 1]] !== probability[row]
    if (isLastOfTie) steps.push({ threshold: probability[row], positives, others })
  }
  return steps
}

/**
 * Whether the curve changes its step here, by the second differences of the counts. The ends stay, and so does the first
 * step, which scikit-learn has not yet joined to (0, 0) when it looks.
 */
function isCorner(steps: readonly Step[], i: number): boolean {
  if (i <= 1 || i === steps.length - 1) return true
  const [before, here, after] = [steps[i - 1], steps[i], steps[i + 1]]
  const bend = (count: (step: Step) => number) => count(after) - 2 * count(here) + count(before)
  return bend(({ positives }) => positives) !== 0 || bend(({ others }) => others) !== 0
}
