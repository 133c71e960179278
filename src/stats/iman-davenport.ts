import betainc from '@stdlib/math-base-special-betainc'
import { friedmanStatistic } from './friedman.ts'
import type { RankBlocks } from './rank-blocks.ts'
import { finite, type Statistic, undefinedBecause } from './statistic.ts'

export interface ImanDavenportTest {
  readonly f: number
  readonly df_treatments: number
  readonly df_error: number
  /** Asymptotic. */
  readonly p: number
}

/**
 * F = (n − 1)χ² / (n(k − 1) − χ²) from Friedman's tie-corrected χ², with k − 1 and (k − 1)(n − 1) degrees of freedom
 * (Iman & Davenport 1980, Comm. Statist. Theory Methods 9:571–595): the F test of a two-way layout on the ranks.
 * Assumptions as `friedman`; the F distribution is an approximation, better than χ².
 * Undefined for one block (`too-few-values`) and where all blocks rank alike, which leaves no error to divide by
 * (`zero-variance`).
 */
export function imanDavenport(ranked: RankBlocks): Statistic<ImanDavenportTest> {
  const { blocks, treatments } = ranked
  if (blocks < 2) return undefinedBecause('too-few-values')
  const chi2 = friedmanStatistic(ranked)
  const df_treatments = treatments - 1
  const df_error = df_treatments * (blocks - 1)
  const left = blocks * df_treatments - chi2
  if (left <= 1e-12 * blocks * df_treatments) return undefinedBecause('zero-variance')
  const f = ((blocks - 1) * chi2) / left
  const p = betainc(df_error / (df_error + df_treatments * f), df_error / 2, df_treatments / 2, true, false)
  return finite({ f, df_treatments, df_error, p })
}
