import { mean } from 'simple-statistics'
import { meanT } from '../stats/mean-t.ts'
import { quantile } from '../stats/quantile.ts'
import { chain, type Statistic } from '../stats/statistic.ts'
import type { Interval } from '../stats/t-inference.ts'
import { welchT } from '../stats/welch-t.ts'

/** How a mean score over configurations changed, and between which ends that may lie. */
export interface ScoreChange {
  readonly before: number
  readonly after: number
  readonly interval: Statistic<Interval>
  /** Where the central 95 % of the splits lie; undefined where there is one split. */
  readonly spread?: Statistic<Interval>
}

const LEVEL = 0.95

/**
 * The same test rows twice: the t interval of the mean difference of a row (Student 1908, Biometrika 6:1–25), each row's
 * outcome being its share of configurations that label it right. With one configuration it is the interval of paired
 * proportions that is named after Wald (Newcombe 1998, Statist. Med. 17:2635–2650, method 1) but for n − 1 and t.
 * Undefined where every row changed alike, as where none did.
 */
export function pairedChange(before: readonly number[], after: readonly number[]): ScoreChange {
  const differences = after.map((value, row) => value - before[row])
  return { ...means(before, after), interval: meanT(differences, LEVEL, 1) }
}

/** Other test rows: Welch's interval of the difference of two means over rows (Welch 1947, Biometrika 34:28–35). */
export function unpairedChange(before: readonly number[], after: readonly number[]): ScoreChange {
  return { ...means(before, after), interval: welchT(after, before, LEVEL) }
}

/**
 * Many random splits of the same data against one: the t interval of their mean less the one, whose own score is held, and
 * their 2.5 % and 97.5 % quantiles less the one (Hyndman & Fan 1996, definition 7). Given the data, splits of different
 * seeds are independent.
 *
 * @param scores one mean score a split
 */
export function splitsChange(before: number, scores: readonly number[]): ScoreChange {
  const differences = scores.map((score) => score - before)
  const spread = chain(quantile(differences, (1 - LEVEL) / 2), (low) =>
    chain(quantile(differences, (1 + LEVEL) / 2), (high) => ({
      defined: true as const,
      value: { level: LEVEL, low, high },
    })),
  )
  return { before, after: mean([...scores]), interval: meanT(differences, LEVEL, 1), spread }
}

function means(before: readonly number[], after: readonly number[]) {
  return { before: mean([...before]), after: mean([...after]) }
}
