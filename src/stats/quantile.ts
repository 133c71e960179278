import { quantile as quantileOf } from 'simple-statistics'
import { findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'

/**
 * The p-quantile by linear interpolation of order statistics at (n − 1)p (Hyndman & Fan 1996, Amer. Statist.
 * 50:361–365, definition 7; NumPy's default), in the unit of the values; any order. p = 0.5 is the median.
 * Undefined for no values or values not finite. Throws RangeError for p outside 0 … 1.
 */
export function quantile(values: readonly number[], p: number): Statistic<number> {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile ${p} is outside 0 … 1`)
  const fault = findFault(values, 1)
  return fault === undefined ? finite(quantileOf([...values], p)) : undefinedBecause(fault)
}

export function median(values: readonly number[]): Statistic<number> {
  return quantile(values, 0.5)
}
