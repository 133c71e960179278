import { mean, sampleStandardDeviation } from 'simple-statistics'
import type { ScoreName } from '../metrics/scores.ts'
import { correctedResampledT } from '../stats/corrected-resampled-t.ts'
import type { Statistic } from '../stats/statistic.ts'
import type { TInference } from '../stats/t-inference.ts'
import type { ScoredCell } from './arm-results.ts'
import type { CaseResults } from './results.ts'
import { scoreValue } from './scores.ts'

/** One score of one configuration over all folds; nothing is averaged over some of them. */
export type FoldScore =
  | {
      readonly kind: 'whole'
      /** One a fold. */
      readonly values: readonly number[]
      readonly mean: number
      /** Between folds; 0 where all have the same score. */
      readonly sd: number
    }
  | { readonly kind: 'incomplete'; readonly folds: number; readonly reason: string }

export function foldScore(
  folds: readonly CaseResults[],
  cells: readonly (ScoredCell | undefined)[],
  name: ScoreName,
): FoldScore {
  const answered = cells.filter((cell) => cell !== undefined)
  const values = answered.flatMap((cell) => scoreValue(cell.scores, name) ?? [])
  const share = (count: number) => `${count} of ${folds.length} folds`
  if (answered.length < folds.length)
    return { kind: 'incomplete', folds: values.length, reason: `answered right in ${share(answered.length)}` }
  if (values.length < folds.length)
    return { kind: 'incomplete', folds: values.length, reason: `defined in ${share(values.length)}` }
  return {
    kind: 'whole',
    values,
    mean: mean(values),
    sd: values.length < 2 ? 0 : sampleStandardDeviation(values),
  }
}

const LEVEL = 0.95

/**
 * Mean, 95 % interval and test against 0 of one value a fold, corrected for training sets that overlap. Undefined for
 * folds in order of time: their training sets grow, and no such correction is known for them.
 */
export function foldInference(
  folds: readonly CaseResults[],
  values: readonly number[],
): Statistic<TInference> | undefined {
  if (isInTimeOrder(folds)) return undefined
  // of all folds together, so that k folds give exactly the 1 / (k − 1) of Bouckaert and Frank
  const rows = (sizeOf: (fold: CaseResults) => number) => folds.reduce((sum, fold) => sum + sizeOf(fold), 0)
  const sizes = { n_train: rows(({ facts }) => facts.n_train), n_test: rows(({ facts }) => facts.n_test) }
  return correctedResampledT(values, sizes, LEVEL)
}

export function isInTimeOrder([{ facts }]: readonly CaseResults[]): boolean {
  return facts.split_label.startsWith('time-series-')
}

/** Why there is no interval and no p. */
export function whyNoInference(inference: Statistic<TInference> | undefined): string {
  if (inference === undefined)
    return 'training sets in order of time grow, and no correction is known for them'
  return inference.defined || inference.reason !== 'zero-variance'
    ? 'too few folds'
    : 'every fold has the same value, so nothing is known about their spread'
}
