import type { MeanEstimate } from './mean-estimate.ts'
import { finite, type Statistic, undefinedBecause } from './statistic.ts'

export interface EffectSize {
  /** Mean difference in standard deviations of the differences; without unit. */
  readonly d_z: number
  /** d_z without its small-sample bias. */
  readonly g_z: number
}

/**
 * d_z = mean / sd of paired differences (Cohen 1988, Statistical Power Analysis, §2.3.5), and g_z = J(df)·d_z with
 * Hedges' exact J(df) = Γ(df/2) / (√(df/2)·Γ((df − 1)/2)) (Hedges 1981, J. Educ. Statist. 6:107–128).
 * Assumes normal differences. Undefined for df < 2, where d_z has no expectation to correct, and for no spread.
 */
export function effectSize({
  mean,
  sd,
  df,
}: Pick<MeanEstimate, 'mean' | 'sd' | 'df'>): Statistic<EffectSize> {
  if (df < 2) return undefinedBecause('too-few-values')
  if (sd === 0) return undefinedBecause('zero-variance')
  const d_z = mean / sd
  return finite({ d_z, g_z: hedgesFactor(df) * d_z })
}

/**
 * J(df) for whole df ≥ 2, from Γ(x + 1) = xΓ(x): the quotient of Gammas at df + 2 is the one at df times
 * df / (df − 1), from 1/√π at 2 and √π/2 at 3. No Gamma is evaluated, so none overflows.
 */
function hedgesFactor(df: number): number {
  let quotient = df % 2 === 0 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2
  for (let at = df % 2 === 0 ? 2 : 3; at < df; at += 2) quotient *= at / (at - 1)
  return quotient / Math.sqrt(df / 2)
}
