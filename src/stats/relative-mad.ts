import { medianAbsoluteDeviation } from 'simple-statistics'
import { median } from './quantile.ts'
import { chain, finite, type Statistic, undefinedBecause } from './statistic.ts'

/**
 * Median absolute deviation over the median, median(|x − median|) / median: how noisy positive measurements are,
 * untouched by up to half of them being outliers (Hampel 1974, J. Amer. Statist. Assoc. 69:383–393). A share without
 * unit, not scaled to the sd of a normal distribution. Descriptive only.
 * Undefined for no values, values not finite, or a median not above 0.
 */
export function relativeMad(values: readonly number[]): Statistic<number> {
  return chain(median(values), (middle) =>
    middle > 0 ? finite(medianAbsoluteDeviation([...values]) / middle) : undefinedBecause('not-positive'),
  )
}
