import { bonferroniLevel } from './bonferroni-level.ts'
import { type Statistic, undefinedBecause } from './statistic.ts'
import { criticalT } from './student-t.ts'
import { subsetDf } from './subset-df.ts'
import { equivalenceDelta, type VerdictRule } from './verdict.ts'

/** Mean and round-to-round sd of a log ratio as observed so far. */
interface Spread {
  readonly mean: number
  readonly sd: number
}

export interface ObservedContrasts {
  readonly main: Spread
  readonly null_arm: Spread
  /** S: the answer is whole passes. */
  readonly subsets: number
}

/** Beyond this the hint is no help; rounds take seconds to minutes each. */
export const MAX_ROUNDS = 10_000

/** Chance that the estimated number of rounds decides, which "probably" stands for. */
const POWER = 0.8

/**
 * The smallest number of rounds (whole passes, at least two of them) that decides with a chance of about 80 %, if
 * the observed means and standard deviations are the true ones: a hint for more measuring, never a decision.
 * With e = |mean|, N(n) = |mean₀| + c₀·sd₀/√n and tᵤ the u-quantile of Student's t, it needs
 *   faster or slower: e − max(δ, N(n)) ≥ (c + t₀.₈)·sd/√n
 *   equivalent: N(n) ≤ δ and δ − e ≥ (c + t₀.₉)·sd/√n, both sides of ±δ sharing the chance to miss
 * The usual normal-theory sample size with t for z (Julious 2004, Statist. Med. 23:1921–1986).
 * Where the sd comes from a single pass it includes the spread between configurations, and the hint is too high.
 * `not-finite` for bad input, `beyond-max-rounds` where `MAX_ROUNDS` would not do.
 */
export function roundsNeeded(
  observed: ObservedContrasts,
  rule: VerdictRule,
): Statistic<number, 'not-finite' | 'beyond-max-rounds'> {
  const { main, null_arm, subsets } = observed
  if (![main.mean, main.sd, null_arm.mean, null_arm.sd].every(Number.isFinite))
    return undefinedBecause('not-finite')
  const most = Math.floor(MAX_ROUNDS / subsets)
  if (most < 2 || !decides(most, observed, rule)) return undefinedBecause('beyond-max-rounds')
  let [below, passes] = [1, most] // every margin grows with the rounds, so bisection finds the first
  while (passes - below > 1) {
    const middle = Math.floor((below + passes) / 2)
    if (decides(middle, observed, rule)) passes = middle
    else below = middle
  }
  return { defined: true, value: passes * subsets }
}

function decides(passes: number, { main, null_arm, subsets }: ObservedContrasts, rule: VerdictRule): boolean {
  const delta = equivalenceDelta(rule.equivalence)
  const rounds = passes * subsets
  const df = subsetDf({ rounds, subsets })
  const root = Math.sqrt(rounds)
  const critical = criticalT(bonferroniLevel(rule.alpha, rule.family_size), df)
  const noise = Math.abs(null_arm.mean) + (criticalT(0.95, df) * null_arm.sd) / root
  const needed = (chance: number) => ((critical + upperT(chance, df)) * main.sd) / root
  const size = Math.abs(main.mean)
  if (size - Math.max(delta, noise) >= needed(POWER)) return true
  return noise <= delta && delta - size >= needed((1 + POWER) / 2)
}

/** The u-quantile of Student's t for u > 1/2. */
function upperT(u: number, df: number): number {
  return criticalT(2 * u - 1, df)
}
