import { mean as meanOf } from 'simple-statistics'
import { normalQuantile, upperNormal } from './normal.ts'
import { quantile } from './quantile.ts'
import { requireShare } from './require-share.ts'
import { chain, findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'
import type { Interval } from './t-inference.ts'

/** The (1 ± level)/2 quantiles of the replicates (Efron 1981, Canad. J. Statist. 9:139–158, §4). */
export function percentileInterval(replicates: readonly number[], level: number): Statistic<Interval> {
  requireShare(level, 'level')
  return between(replicates, (1 - level) / 2, (1 + level) / 2, level)
}

export interface BootstrapDraws {
  readonly replicates: readonly number[]
  /** The statistic without the first value, without the second, … */
  readonly jackknife: readonly number[]
  readonly estimate: number
}

/**
 * Bias-corrected and accelerated interval (Efron 1987, J. Amer. Statist. Assoc. 82:171–185): quantiles at
 * Φ(z₀ + (z₀ + z) / (1 − a(z₀ + z))) with z₀ from the share of replicates below the estimate (equal ones as halves)
 * and a = Σd³ / (6 (Σd²)^1.5) from the jackknife. Undefined where all replicates lie on one side of the estimate, or
 * the jackknife does not vary (`zero-variance`), and where a value is not finite.
 */
export function bcaInterval(draws: BootstrapDraws, level: number): Statistic<Interval> {
  requireShare(level, 'level')
  const { replicates, jackknife, estimate } = draws
  const fault = findFault([...replicates, ...jackknife, estimate], 3)
  if (fault !== undefined) return undefinedBecause(fault)
  const below = replicates.filter((value) => value < estimate).length
  const notAbove = replicates.filter((value) => value <= estimate).length
  const share = (below + notAbove) / (2 * replicates.length)
  const acceleration = accelerate(jackknife)
  if (acceleration === undefined || share === 0 || share === 1) return undefinedBecause('zero-variance')
  const bias = normalQuantile(share)
  const at = (tail: number) => {
    const z = bias + normalQuantile(tail)
    return upperNormal(-(bias + z / (1 - acceleration * z)))
  }
  return between(replicates, at((1 - level) / 2), at((1 + level) / 2), level)
}

function accelerate(jackknife: readonly number[]): number | undefined {
  const middle = meanOf([...jackknife])
  const distances = jackknife.map((value) => middle - value)
  const squares = distances.reduce((sum, value) => sum + value ** 2, 0)
  const cubes = distances.reduce((sum, value) => sum + value ** 3, 0)
  return squares > 0 ? cubes / (6 * squares ** 1.5) : undefined
}

function between(values: readonly number[], from: number, to: number, level: number): Statistic<Interval> {
  return chain(quantile(values, from), (low) =>
    chain(quantile(values, to), (high) => finite({ level, low, high })),
  )
}
