import { logRatios } from './log-ratio-mean.ts'
import { meanEstimate } from './mean-estimate.ts'
import { type RatioInterval, ratioInterval } from './ratio-interval.ts'
import { chain, type Statistic } from './statistic.ts'
import { tInterval } from './t-inference.ts'

/**
 * Geometric mean of paired ratios with its interval at `level`: exp of mean ± c·se of the log ratios (Fleming &
 * Wallace 1986, Comm. ACM 29:218–221; interval as `tInterval`). Without unit. Assumes independent pairs whose
 * ratios are log-normal. Undefined for n < 2, values not above 0 or not finite, ratios equal up to rounding.
 */
export function geometricRatio(
  numerators: readonly number[],
  denominators: readonly number[],
  level: number,
): Statistic<RatioInterval> {
  return chain(logRatios(numerators, denominators), (ratios) =>
    chain(meanEstimate(ratios, 1), ({ mean, se, df }) =>
      chain(tInterval({ mean, se, df }, level), ({ low, high }) => ratioInterval({ mean, low, high })),
    ),
  )
}
