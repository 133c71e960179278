import type { Claim, ClaimsFile } from '../../config/claims-file.ts'
import { bonferroniLevel } from '../../stats/bonferroni-level.ts'
import { listWords } from '../list-words.ts'
import type { Results } from '../results.ts'
import { claimEffect, type Effect } from './claim-effect.ts'
import { MEASURES } from './measures.ts'

export type ClaimVerdict = 'supported' | 'contradicted' | 'inconclusive' | 'not-testable'

export interface TestedClaim {
  readonly claim: Claim
  readonly verdict: ClaimVerdict
  readonly reason: string
  /** As printed: differences, ratios or shares; absent where nothing can be tested. */
  readonly effect?: {
    readonly value: number
    readonly low: number
    readonly high: number
    readonly datasets: number
    readonly unit: Effect['unit']
  }
}

/** Each claim with what the ledger says of it; their intervals hold together at 1 − α. */
export function testClaims({ claims, alpha }: ClaimsFile, results: Results): TestedClaim[] {
  const level = bonferroniLevel(alpha, claims.length)
  return claims.map((claim) => testClaim(claim, results, level))
}

function testClaim(claim: Claim, results: Results, level: number): TestedClaim {
  const effect = claimEffect(claim, results, level)
  if ('reason' in effect) return { claim, verdict: 'not-testable', reason: effect.reason }
  const { kind } = MEASURES[claim.measure]
  const shown = (value: number) => (kind === 'log-ratio' ? Math.exp(value) : value)
  const { value, interval, datasets, unit } = effect
  return {
    claim,
    ...verdictOf(claim, effect),
    effect: {
      value: shown(value),
      low: shown(interval.low),
      high: shown(interval.high),
      datasets: datasets.length,
      unit,
    },
  }
}

/** The effects that a claim allows. A direction alone leaves out no difference at all. */
interface Region {
  readonly above: number
  readonly below: number
  readonly least: number
  readonly most: number
}

function regionOf({ measure, direction, size }: Claim): Region {
  const { at_least, at_most } = size ?? {}
  const scaled = (value: number) =>
    MEASURES[measure].kind === 'log-ratio' ? Math.log(Math.max(value, 0)) : value
  return {
    above: direction === 'higher' ? 0 : -Infinity,
    below: direction === 'lower' ? 0 : Infinity,
    least: at_least === undefined ? -Infinity : scaled(at_least),
    most: at_most === undefined ? Infinity : scaled(at_most),
  }
}

/** Noise makes the interval wider on both sides, so that it can only make a verdict inconclusive (design §11). */
function verdictOf(claim: Claim, effect: Effect): Pick<TestedClaim, 'verdict' | 'reason'> {
  const { interval, noise } = effect
  const without = sideOf(interval, regionOf(claim))
  if (without === undefined)
    return {
      verdict: 'inconclusive',
      reason: `the interval holds effects on both sides of the claim${but(effect)}`,
    }
  if (noise === undefined)
    return { verdict: 'inconclusive', reason: `the null arm tells no noise${but(effect)}` }
  const wide = { low: interval.low - noise, high: interval.high + noise }
  if (sideOf(wide, regionOf(claim)) !== without)
    return { verdict: 'inconclusive', reason: `the null arm differs as much from itself${but(effect)}` }
  return { verdict: without, reason: `${SIDE_WORDS[without]}${sameWords(effect)}${but(effect)}` }
}

const SIDE_WORDS = {
  supported: 'the whole interval is as claimed',
  contradicted: 'nothing of the interval is as claimed',
}

function sameWords({ unit }: Effect): string {
  return unit === 'none' ? ': both give the same, which needs no test' : ''
}

function but({ excluded }: Effect): string {
  return excluded.length === 0 ? '' : ` (without ${listWords(excluded)})`
}

function sideOf(
  { low, high }: { readonly low: number; readonly high: number },
  { above, below, least, most }: Region,
): 'supported' | 'contradicted' | undefined {
  if (low > above && high < below && low >= least && high <= most) return 'supported'
  if (high <= above || low >= below || high < least || low > most) return 'contradicted'
  return undefined
}
