import { max, mean, medianAbsoluteDeviation, min, quantile, sampleStandardDeviation } from 'simple-statistics'
import { findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'

/** What a list of values looks like, in their unit. Nothing is inferred from it. */
export interface Descriptives {
  readonly n: number
  readonly min: number
  readonly q25: number
  readonly median: number
  readonly q75: number
  readonly max: number
  readonly mean: number
  /** Sample standard deviation (n − 1); absent for one value. */
  readonly sd?: number
  /** median(|x − median|), not scaled to the sd of a normal distribution. */
  readonly mad: number
}

/** Quantiles as `quantile`. Undefined for no values or values not finite. */
export function describe(values: readonly number[]): Statistic<Descriptives> {
  const fault = findFault(values, 1)
  if (fault !== undefined) return undefinedBecause(fault)
  const list = [...values]
  return finite({
    n: list.length,
    min: min(list),
    q25: quantile(list, 0.25),
    median: quantile(list, 0.5),
    q75: quantile(list, 0.75),
    max: max(list),
    mean: mean(list),
    ...(list.length > 1 ? { sd: sampleStandardDeviation(list) } : {}),
    mad: medianAbsoluteDeviation(list),
  })
}
