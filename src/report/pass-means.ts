import { mean } from 'simple-statistics'
import { finite, type Statistic, undefinedBecause } from '../stats/statistic.ts'
import { groupBy } from './group-by.ts'
import type { RoundLogRatios } from './log-ratios.ts'

/**
 * One value a pass: the mean over its S rounds of the log ratio, each subset of configurations counting the same. Unlike
 * the rounds of several subsets, passes are alike, so tests of exchangeable values may be made of them.
 * Undefined where a round has no value, and where a pass lacks a subset that others have (`unequal-passes`).
 *
 * @param subsets S
 */
export function passMeans(
  { rounds, by_subset, fault }: RoundLogRatios,
  subsets: number,
): Statistic<readonly number[]> {
  if (fault !== undefined) return undefinedBecause(fault)
  const passes = [...groupBy(rounds, ({ round }) => Math.floor(round / subsets)).values()]
  if (passes.some((ofPass) => ofPass.length !== by_subset.length)) return undefinedBecause('unequal-passes')
  return finite(passes.map((ofPass) => mean(ofPass.map(({ value }) => value))))
}
