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

/** Why a test is named and not run: even its clearest outcome would have a p above α; undefined where it can be run. */
export function whyNotRun(least_p: number, alpha: number, values: string): string | undefined {
  if (least_p <= alpha) return undefined
  const [least, limit] = [least_p, alpha].map((value) => Number(value.toPrecision(3)))
  return `not run: with ${values}, p cannot be below ${least}, so it cannot reach ${limit}`
}

/** The same as a cell. */
export function cannotReach(least_p: number, alpha: number, values: string): Cell | undefined {
  const why = whyNotRun(least_p, alpha, values)
  return why === undefined ? undefined : missing(why)
}
