import gammainc from '@stdlib/math-base-special-gammainc'
import { midranks, tieSum } from './midranks.ts'
import { findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'

export interface PositionTest {
  readonly n: number
  readonly positions: number
  readonly h: number
  readonly df: number
  /** Asymptotic: P(χ² ≥ h). */
  readonly p: number
}

/**
 * Position: do values depend on the place in the round where they were measured? Kruskal and Wallis' H of the values
 * grouped by position, tie-corrected: H = 12 Σ nᵢ(R̄ᵢ − (n + 1)/2)² / (n(n + 1)) / (1 − Σ(t³ − t) / (n³ − n)), df =
 * positions − 1 (Kruskal & Wallis 1952, J. Amer. Statist. Assoc. 47:583–621). Assumes independent values. χ² is an
 * approximation, cautious below five values a position.
 * Undefined for fewer than two positions or an empty one (`too-few-values`), values all equal (`zero-variance`),
 * values not finite.
 *
 * @param by_position the values measured first in their round, those measured second, …
 */
export function positionEffect(by_position: readonly (readonly number[])[]): Statistic<PositionTest> {
  const values = by_position.flat()
  if (by_position.length < 2 || by_position.some((group) => group.length === 0))
    return undefinedBecause('too-few-values')
  const fault = findFault(values, 2)
  if (fault !== undefined) return undefinedBecause(fault)
  const ranked = midranks(values)
  if (ranked.tie_sizes.length === 1) return undefinedBecause('zero-variance')
  const n = values.length
  let start = 0
  let spread = 0
  for (const { length } of by_position) {
    const sum = ranked.ranks.slice(start, start + length).reduce((total, rank) => total + rank, 0)
    spread += (sum - (length * (n + 1)) / 2) ** 2 / length
    start += length
  }
  const h = ((12 / (n * (n + 1))) * spread) / (1 - tieSum(ranked) / (n ** 3 - n))
  const df = by_position.length - 1
  return finite({ n, positions: by_position.length, h, df, p: gammainc(h / 2, df / 2, true, true) })
}

/**
 * A p below which `positionEffect` cannot come: H is at most n − 1, where ranks vary between positions alone.
 * For n values at two positions or more.
 */
export function leastPositionP(n: number, positions: number): number {
  return gammainc((n - 1) / 2, (positions - 1) / 2, true, true)
}
