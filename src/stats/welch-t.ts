import { mean as meanOf, sampleVariance } from 'simple-statistics'
import { isConstant } from './mean-estimate.ts'
import { chain, findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'
import { twoSidedP } from './student-t.ts'
import { type Interval, tInterval } from './t-inference.ts'

export interface WelchT extends Interval {
  readonly n_first: number
  readonly n_second: number
  /** Mean of the first minus that of the second. */
  readonly difference: number
  readonly se: number
  /** Welch–Satterthwaite; no whole number. */
  readonly df: number
  readonly t: number
  /** Two-sided. */
  readonly p: number
}

/**
 * Welch's t test of two independent groups with unequal variances, with the interval of the difference at `level`:
 * se² = s₁²/n₁ + s₂²/n₂, df = se⁴ / Σ((sᵢ²/nᵢ)² / (nᵢ − 1)) (Welch 1947, Biometrika 34:28–35). In the unit of the
 * values. Assumes independent normal values. One group may be constant, not both (`zero-variance`).
 * Undefined for fewer than 2 values in a group (`too-few-values`) and values not finite.
 */
export function welchT(
  first: readonly number[],
  second: readonly number[],
  level: number,
): Statistic<WelchT> {
  const fault = findFault(first, 2) ?? findFault(second, 2)
  if (fault !== undefined) return undefinedBecause(fault)
  if (isConstant(first, 0) && isConstant(second, 0)) return undefinedBecause('zero-variance')
  const parts = [first, second].map((group) => sampleVariance([...group]) / group.length)
  const squared = parts[0] + parts[1]
  if (squared === 0) return undefinedBecause('zero-variance') // squares below the smallest number
  // shares of the variance, since its square can leave the range of numbers
  const df =
    1 / ((parts[0] / squared) ** 2 / (first.length - 1) + (parts[1] / squared) ** 2 / (second.length - 1))
  const difference = meanOf([...first]) - meanOf([...second])
  const se = Math.sqrt(squared)
  const t = difference / se
  return chain(tInterval({ mean: difference, se, df }, level), (interval) =>
    finite({
      ...{ n_first: first.length, n_second: second.length, difference, se, df, t },
      p: twoSidedP(t, df),
      ...interval,
    }),
  )
}
