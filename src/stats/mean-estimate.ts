import { mean as meanOf, sampleStandardDeviation } from 'simple-statistics'
import { findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'

/** A mean with its standard error, in the unit of the values. */
export interface MeanEstimate {
  readonly n: number
  readonly mean: number
  /** The spread of one value that `se` and `df` are based on. */
  readonly sd: number
  readonly se: number
  readonly df: number
}

/**
 * The mean of n values: sd² = Σ(x − mean)² / (n − 1), se = sd / √n, df = n − 1 (Student 1908, Biometrika 6:1–25).
 * Assumes independent values of one normal distribution where an interval or a p is made of it.
 * Undefined for n < 2, equal values, and values that are not finite.
 *
 * @param magnitude size of the numbers the values were computed from, where larger than the values: differences
 * that vary by less than their rounding error count as equal.
 */
export function meanEstimate(values: readonly number[], magnitude = 0): Statistic<MeanEstimate> {
  const fault = findFault(values, 2)
  if (fault !== undefined) return undefinedBecause(fault)
  if (isConstant(values, magnitude)) return undefinedBecause('zero-variance')
  const n = values.length
  const sd = sampleStandardDeviation([...values])
  if (sd === 0) return undefinedBecause('zero-variance') // squares below the smallest number
  return finite({ n, mean: meanOf([...values]), sd, se: sd / Math.sqrt(n), df: n - 1 })
}

/** Two operands and their difference are each rounded by half an ulp: a range of 4 ulps is rounding. */
const ROUNDING = 4 * Number.EPSILON

/** Whether the values differ by no more than the rounding error of numbers of their `magnitude`. */
export function isConstant(values: readonly number[], magnitude: number): boolean {
  let low = values[0]
  let high = values[0]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return high - low <= ROUNDING * Math.max(magnitude, -low, high)
}
