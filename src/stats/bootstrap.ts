import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { bcaInterval, percentileInterval } from './bootstrap-interval.ts'
import { isConstant } from './mean-estimate.ts'
import { chain, findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'
import type { Interval } from './t-inference.ts'

/** Enough that another seed moves a 95 % bound by a few hundredths of its distance. */
const REPLICATES = 9999

export interface Bootstrap {
  readonly estimate: number
  readonly replicates: number
  readonly percentile: Interval
  /** Undefined where the jackknife or the replicates give no correction. */
  readonly bca: Statistic<Interval>
}

export interface BootstrapOptions {
  readonly level: number
  readonly seed: number
}

/**
 * Seeded bootstrap of a statistic of independent values, such as their mean: percentile and BCa intervals (Efron
 * 1987, J. Amer. Statist. Assoc. 82:171–185) in the unit of the statistic. Descriptive: with few values both
 * cover less often than their level. Undefined for n < 2, equal values (`zero-variance`), values not finite, and a
 * statistic that is not finite for some sample.
 */
export function bootstrap(
  values: readonly number[],
  statistic: (sample: readonly number[]) => number,
  { level, seed }: BootstrapOptions,
): Statistic<Bootstrap> {
  const fault = findFault(values, 2)
  if (fault !== undefined) return undefinedBecause(fault)
  if (isConstant(values, 0)) return undefinedBecause('zero-variance')
  const generator = xoroshiro128plus(seed)
  const resample = () => values.map(() => values[uniformInt(generator, 0, values.length - 1)])
  const replicates = Array.from({ length: REPLICATES }, () => statistic(resample()))
  const jackknife = values.map((_, index) => statistic(values.toSpliced(index, 1)))
  const estimate = statistic(values)
  if (!Number.isFinite(estimate)) return undefinedBecause('not-finite')
  return chain(percentileInterval(replicates, level), (percentile) =>
    finite({
      estimate,
      replicates: REPLICATES,
      percentile,
      bca: bcaInterval({ replicates, jackknife, estimate }, level),
    }),
  )
}
