import { bonferroniLevel } from './bonferroni-level.ts'
import type { MeanEstimate } from './mean-estimate.ts'
import type { Statistic, UndefinedReason } from './statistic.ts'
import { type Interval, tInterval } from './t-inference.ts'

/** Fixed in the plan before anything is measured. */
export interface VerdictRule {
  /** Relative difference in time that does not matter: 0.05 is 5 %. Above 0. */
  readonly equivalence: number
  readonly alpha: number
  /** m: contrasts that are decided together. */
  readonly family_size: number
}

/** What a verdict was read from; all but `level` in natural logarithms of time ratios. */
export interface VerdictEvidence extends Interval {
  readonly delta: number
  readonly noise: number
}

export type InconclusiveReason =
  /** The interval I holds δ or −δ. */
  | { readonly code: 'interval-crosses-limit'; readonly evidence: VerdictEvidence }
  /** I alone would decide, but the null arm, which is no other program, differs as much: N > δ. */
  | { readonly code: 'noise-above-limit'; readonly evidence: VerdictEvidence }
  /** The log ratio differs between the machines of a merged ledger: there is no one ratio to judge. */
  | { readonly code: 'machines-disagree'; readonly machines: number; readonly p: number }
  | { readonly code: 'too-few-rounds'; readonly arm: 'main' | 'null' }
  | { readonly code: 'undefined'; readonly arm: 'main' | 'null'; readonly because: UndefinedReason }

export type Verdict =
  | { readonly verdict: 'faster' | 'slower' | 'equivalent'; readonly evidence: VerdictEvidence }
  | { readonly verdict: 'inconclusive'; readonly reason: InconclusiveReason }

export interface Contrasts {
  /** Mean of ln(t_engine / t_baseline): negative is faster. */
  readonly main: Statistic<MeanEstimate>
  /** The same of the case's null arm, the baseline engine a second time. */
  readonly null_arm: Statistic<MeanEstimate>
}

/** Level of the null arm's interval, whatever the family: its width is a measure of noise, not a decision. */
const NULL_ARM_LEVEL = 0.95

/** δ = ln(1 + equivalence): the limit on the scale of log ratios. Throws RangeError unless above 0 and finite. */
export function equivalenceDelta(equivalence: number): number {
  if (!(equivalence > 0 && equivalence < Infinity))
    throw new RangeError(`equivalence is ${equivalence}; it is above 0, such as 0.05`)
  return Math.log1p(equivalence)
}

/**
 * The verdict on one arm (design §11). I is the t interval at level 1 − α/m, N the largest absolute bound of the
 * null arm's 95 % interval. `faster`: I below −max(δ, N); `slower`: I above max(δ, N); `equivalent`: I inside ±δ
 * and N ≤ δ; else `inconclusive`. So noise can only make a verdict inconclusive, and δ is never widened.
 *
 * Interval inclusion for equivalence: Schuirmann 1987, J. Pharmacokinet. Biopharm. 15:657–680; he takes the level
 * 1 − 2α, this 1 − α/m for all three, which is stricter. m intervals: Dunn 1961. The chance that any of the m
 * verdicts is a false `faster`, `slower` or `equivalent` is at most α, if the t assumptions of `main` hold.
 */
export function decideVerdict({ main, null_arm }: Contrasts, rule: VerdictRule): Verdict {
  const delta = equivalenceDelta(rule.equivalence)
  const level = bonferroniLevel(rule.alpha, rule.family_size)
  const noise = intervalOf(null_arm, NULL_ARM_LEVEL)
  const interval = intervalOf(main, level)
  if (!interval.defined) return withoutInterval('main', interval.reason)
  if (!noise.defined) return withoutInterval('null', noise.reason)
  const { low, high } = noise.value
  return readEvidence({ ...interval.value, delta, noise: Math.max(Math.abs(low), Math.abs(high)) })
}

function intervalOf(estimate: Statistic<MeanEstimate>, level: number): Statistic<Interval> {
  return estimate.defined ? tInterval(estimate.value, level) : estimate
}

function withoutInterval(arm: 'main' | 'null', because: UndefinedReason): Verdict {
  if (because === 'too-few-values')
    return { verdict: 'inconclusive', reason: { code: 'too-few-rounds', arm } }
  return { verdict: 'inconclusive', reason: { code: 'undefined', arm, because } }
}

function readEvidence(evidence: VerdictEvidence): Verdict {
  const verdict = side(evidence, evidence.noise)
  if (verdict !== undefined) return { verdict, evidence }
  const code = side(evidence, 0) === undefined ? 'interval-crosses-limit' : 'noise-above-limit'
  return { verdict: 'inconclusive', reason: { code, evidence } }
}

function side({ low, high, delta }: VerdictEvidence, noise: number) {
  const bound = Math.max(delta, noise)
  if (high < -bound) return 'faster'
  if (low > bound) return 'slower'
  if (low > -delta && high < delta && noise <= delta) return 'equivalent'
  return undefined
}
