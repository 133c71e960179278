import { meanEstimate } from './mean-estimate.ts'
import { chain, type Statistic } from './statistic.ts'
import { type TInference, tInference } from './t-inference.ts'

/**
 * Mean of independent values with its t interval at `level` and the one-sample t test against 0 (Student 1908,
 * Biometrika 6:1–25). Assumes a normal distribution. Undefined and `magnitude` as `meanEstimate`.
 */
export function meanT(values: readonly number[], level: number, magnitude = 0): Statistic<TInference> {
  return chain(meanEstimate(values, magnitude), (estimate) => tInference(estimate, level))
}
