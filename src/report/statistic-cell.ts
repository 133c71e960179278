import type { Statistic, UndefinedReason } from '../stats/statistic.ts'
import { type Cell, missing, number } from './table.ts'

/** A number of a statistic, or why there is none; `values` is what the statistic is of, such as `passes`. */
export function statisticCell<T>(
  statistic: Statistic<T>,
  numberOf: (value: T) => number | undefined,
  values: string,
): Cell {
  const why = missing(statistic.defined ? 'not a finite number' : undefinedWords(statistic.reason, values))
  return statistic.defined ? number(numberOf(statistic.value), why) : why
}

/** Why a statistic of these values has none, in words. */
export function undefinedWords(reason: UndefinedReason, values: string): string {
  switch (reason) {
    case 'too-few-values':
      return `too few ${values}`
    case 'zero-variance':
      return `all ${values} give the same value, so nothing is known about their spread`
    case 'not-finite':
      return 'a value is not a finite number'
    case 'not-positive':
      return 'a time is not above 0'
    case 'unequal-passes':
      return 'the subsets of configurations were not measured equally often'
  }
}

/** Why an exact paired test of n values is named and not run: even if all lay on one side, p would be above α. */
export function cannotReach(least_p: number, alpha: number, values: string): Cell | undefined {
  if (least_p <= alpha) return undefined
  const least = Number(least_p.toPrecision(3))
  return missing(
    `not run: with ${values}, p cannot be below ${least}, so it cannot reach ${Number(alpha.toPrecision(3))}`,
  )
}
