import betainc from '@stdlib/math-base-special-betainc'
import { finite, type Statistic, undefinedBecause } from './statistic.ts'

export interface McNemarTest {
  /** Cases that only the first, and only the second, got right. */
  readonly first_only: number
  readonly second_only: number
  /** Two-sided, against both being equally frequent. */
  readonly p: number
}

/**
 * Exact McNemar test of two classifiers on one test set: min(1, 2·P(X ≤ min(b, c))) for X binomial with b + c fair
 * trials (McNemar 1947, Psychometrika 12:153–157; exact form: Dietterich 1998, Neural Comput. 10:1895–1923, §3.1).
 * Cases that both got right or both wrong say nothing. Assumes independent cases; it knows the variance from the
 * test set, not that from the training set. Undefined where the two never differ (`too-few-values`).
 * Throws RangeError for counts that are not whole numbers from 0.
 */
export function mcnemar(first_only: number, second_only: number): Statistic<McNemarTest> {
  for (const count of [first_only, second_only])
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`${count} cases; a count is a whole number from 0`)
  const n = first_only + second_only
  if (n === 0) return undefinedBecause('too-few-values')
  const less = Math.min(first_only, second_only)
  const p = 2 * less === n ? 1 : Math.min(1, 2 * lowerFair(less, n))
  return finite({ first_only, second_only, p })
}

/** P(X ≤ successes) for X binomial with n fair trials, successes < n, as a regularized incomplete beta function. */
function lowerFair(successes: number, n: number): number {
  return betainc(0.5, n - successes, successes + 1, true, false)
}
