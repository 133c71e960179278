import { type ClassCounts, classCounts } from './class-counts.ts'
import { definedScore, type Score, type ScoreInput, undefinedScore } from './score.ts'

/**
 * How a ratio per class becomes one number (scikit-learn's `average`):
 * `binary` is the positive class alone, `macro` the plain mean over classes,
 * `weighted` the mean weighted by the true rows of each class.
 */
export type Average = 'binary' | 'macro' | 'weighted'

/** The rule of the default tables: two classes score the positive one, more are averaged as equals. */
export function defaultAverage(n_classes: number): Average {
  return n_classes > 2 ? 'macro' : 'binary'
}

/** A ratio of counts of one class, such as hits / predicted. */
export interface CountRatio {
  readonly numerator: number
  readonly denominator: number
}

interface ClassRatio extends CountRatio {
  readonly code: number
  readonly weight: number
}

/**
 * The average of a ratio over classes. As in scikit-learn, a class that neither `y_true` nor `y_pred`
 * holds does not enter `macro` and `weighted`, and 0 / 0 counts as 0; its class is then named in
 * `zero_division`. Undefined without rows. Throws RangeError for a positive class that is not a class.
 */
export function averagedRatio(
  input: ScoreInput,
  ratioOf: (counts: ClassCounts) => CountRatio,
  average: Average,
): Score {
  if (input.y_true.length === 0) return undefinedScore({ code: 'no-rows' })
  if (average === 'binary' && !(input.positive >= 0 && input.positive < input.n_classes))
    throw new RangeError(`positive is ${input.positive}; class codes are 0 to ${input.n_classes - 1}`)
  const ratios = enteringClasses(classCounts(input), input.positive, average).map(
    ({ code, counts, weight }) => ({
      code,
      weight,
      ...ratioOf(counts),
    }),
  )
  return withZeroDivision(weightedMean(ratios), ratios)
}

function enteringClasses(classes: readonly ClassCounts[], positive: number, average: Average) {
  const all = classes.map((counts, code) => ({
    code,
    counts,
    weight: average === 'weighted' ? counts.actual : 1,
  }))
  if (average === 'binary') return all.filter(({ code }) => code === positive)
  return all.filter(({ counts }) => counts.actual + counts.predicted > 0)
}

function weightedMean(ratios: readonly ClassRatio[]): number {
  let sum = 0
  let weights = 0
  for (const { numerator, denominator, weight } of ratios) {
    sum += denominator === 0 ? 0 : (weight * numerator) / denominator
    weights += weight
  }
  return sum / weights
}

function withZeroDivision(value: number, ratios: readonly ClassRatio[]): Score {
  const zero_division = ratios.filter(({ denominator }) => denominator === 0).map(({ code }) => code)
  return zero_division.length === 0 ? definedScore(value) : { defined: true, value, zero_division }
}
