import { meanEstimate } from './mean-estimate.ts'
import { chain, type Statistic } from './statistic.ts'
import { type TInference, tInference } from './t-inference.ts'

/**
 * Student's paired t test of first − second: t = mean(d) / (sd(d) / √n), df = n − 1, two-sided p, and the interval
 * of the mean difference at `level` (Student 1908, Biometrika 6:1–25). All in the unit of the values.
 * Assumes independent pairs whose differences are normal; the two sides may correlate.
 * Undefined for n < 2, differences equal up to rounding, values not finite. Throws RangeError for unequal lengths.
 */
export function pairedT(
  first: readonly number[],
  second: readonly number[],
  level: number,
): Statistic<TInference> {
  if (first.length !== second.length)
    throw new RangeError(`pairs need two sides: ${first.length} and ${second.length} values`)
  const differences = first.map((value, index) => value - second[index])
  return chain(meanEstimate(differences, largestMagnitude(first, second)), (estimate) =>
    tInference(estimate, level),
  )
}

function largestMagnitude(...sides: readonly (readonly number[])[]): number {
  return sides.flat().reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
}
