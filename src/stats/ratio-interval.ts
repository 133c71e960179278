import { finite, type Statistic } from './statistic.ts'

export interface RatioInterval {
  readonly ratio: number
  readonly ratio_low: number
  readonly ratio_high: number
}

/**
 * A mean log ratio and its interval as ratios of times: the geometric mean ratio exp(mean), with exp(low) and
 * exp(high) at the same level, since exp is monotone. Below 1 is faster; "a × as fast" is 1 / ratio.
 * Undefined where exp overflows (beyond about 709).
 */
export function ratioInterval({
  mean,
  low,
  high,
}: {
  readonly mean: number
  readonly low: number
  readonly high: number
}): Statistic<RatioInterval> {
  return finite({ ratio: Math.exp(mean), ratio_low: Math.exp(low), ratio_high: Math.exp(high) })
}
