import { definedScore, type Score, type ScoreInput, type UndefinedScore, undefinedScore } from './score.ts'

/**
 * Area under the ROC curve (0 … 1): the chance that a row of the class gets a higher probability than
 * a row of the rest, ties counting one half. Two classes: the positive one. More: the mean over classes, one
 * against the rest, as `roc_auc_score(y_true, probabilities, multi_class='ovr', average='macro')`.
 * Undefined without probabilities, where `y_true` lacks a class, and for a NaN or infinite probability.
 * Throws RangeError for probabilities that are not (m, n_classes) and codes outside the classes.
 *
 * AUC = U / (n₁ n₀) with the Mann–Whitney U, which mid-ranks give too (Hanley & McNeil 1982, "The meaning and
 * use of the area under a receiver operating characteristic curve", Radiology 143:29–36).
 */
export function rocAuc(input: ScoreInput): Score {
  const { y_true, probabilities, n_classes, positive } = input
  if (y_true.length === 0) return undefinedScore({ code: 'no-rows' })
  if (probabilities === undefined) return undefinedScore({ code: 'no-probabilities' })
  const problem = findProblem(input, probabilities)
  if (problem !== undefined) return undefinedScore(problem)
  if (n_classes === 2)
    return definedScore(oneAgainstRest(y_true, probabilities, { n_classes, code: positive }))
  let sum = 0
  for (let code = 0; code < n_classes; code++)
    sum += oneAgainstRest(y_true, probabilities, { n_classes, code })
  return definedScore(sum / n_classes)
}

function findProblem(
  { y_true, n_classes, positive }: ScoreInput,
  probabilities: Float64Array,
): UndefinedScore | undefined {
  if (probabilities.length !== y_true.length * n_classes)
    throw new RangeError(
      `${probabilities.length} probabilities are not ${y_true.length} rows of ${n_classes} classes`,
    )
  const bad = probabilities.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) return { code: 'not-finite', row: Math.floor(bad / n_classes), class: bad % n_classes }
  // A case of one class has no rest to compare with.
  if (n_classes === 1) return { code: 'class-absent', classes: [] }
  const present = new Set(y_true)
  for (const code of [...present, positive])
    if (!(code >= 0 && code < n_classes))
      throw new RangeError(`class code ${code} in y_true or positive; class codes are 0 to ${n_classes - 1}`)
  const classes = Array.from({ length: n_classes }, (_, code) => code).filter((code) => !present.has(code))
  return classes.length > 0 ? { code: 'class-absent', classes } : undefined
}

function oneAgainstRest(
  y_true: Int32Array,
  probabilities: Float64Array,
  { n_classes, code }: { readonly n_classes: number; readonly code: number },
): number {
  const inside = y_true.reduce((count, label) => count + (label === code ? 1 : 0), 0)
  const own = new Float64Array(inside)
  const rest = new Float64Array(y_true.length - inside)
  let own_at = 0
  let rest_at = 0
  for (let row = 0; row < y_true.length; row++) {
    const probability = probabilities[row * n_classes + code]
    if (y_true[row] === code) own[own_at++] = probability
    else rest[rest_at++] = probability
  }
  return doubledWins(own.sort(), rest.sort()) / (2 * own.length * rest.length)
}

/** 2U, an integer and so exact: over all pairs, 2 where `own` is above `rest`, 1 where equal; both ascending. */
function doubledWins(own: Float64Array, rest: Float64Array): number {
  let below = 0
  let notAbove = 0
  let doubled = 0
  for (const value of own) {
    while (below < rest.length && rest[below] < value) below++
    while (notAbove < rest.length && rest[notAbove] <= value) notAbove++
    doubled += below + notAbove
  }
  return doubled
}
