import { ratioInterval } from '../../stats/ratio-interval.ts'
import { type RegressionVerdict, regressionVerdict } from '../../stats/regression-verdict.ts'
import {
  type Contrasts,
  decideVerdict,
  type InconclusiveReason,
  type Verdict,
  type VerdictRule,
} from '../../stats/verdict.ts'
import { percent } from '../percent.ts'
import type { JudgedRatio, Status } from './finding.ts'

/** How a quantity that varies from round to round came out: times, or sizes. */
export interface Judged {
  readonly status: Exclude<Status, 'wrong'>
  readonly measured: JudgedRatio | undefined
  /** Why it is as it is, in words. */
  readonly words: string
}

/** What more and less of a quantity are called. */
export interface QuantityWords {
  readonly more: string
  readonly less: string
}

const STATUS_OF = {
  slower: 'regression',
  'not slower': 'passed',
  open: 'inconclusive',
} satisfies Record<RegressionVerdict, Status>

/** head / base of one quantity: of rounds that both are in, or of two ledgers. */
export interface Compared extends Contrasts {
  readonly ratio: number
  /** Of the head. */
  readonly rounds: number
}

/**
 * The verdict of design §11 on head / base as a gate reads it. What does not vary at all has no interval and is
 * compared exactly. Undefined is what was not measured on both sides.
 */
export function judgeRatio(compared: Compared | undefined, rule: VerdictRule, words: QuantityWords): Judged {
  if (compared === undefined)
    return { status: 'inconclusive', measured: undefined, words: 'nothing of it was measured on both sides' }
  const { ratio, rounds, main } = compared
  if (!main.defined && main.reason === 'zero-variance') {
    const isMore = ratio > 1 + rule.equivalence
    return {
      status: isMore ? 'regression' : 'passed',
      measured: { ratio, rounds, interval: undefined },
      words: isMore ? `${words.more}, the same in every round` : 'the same in every round',
    }
  }
  const verdict = decideVerdict(compared, rule)
  return {
    status: STATUS_OF[regressionVerdict(verdict)],
    measured: { ratio, rounds, interval: intervalOf(verdict) },
    words: judgedWords(verdict, rule, words),
  }
}

function intervalOf(verdict: Verdict): JudgedRatio['interval'] {
  const evidence = evidenceOf(verdict)
  if (evidence === undefined) return undefined
  const { low, high, level } = evidence
  const ends = ratioInterval({ mean: (low + high) / 2, low, high })
  return ends.defined ? { low: ends.value.ratio_low, high: ends.value.ratio_high, level } : undefined
}

function evidenceOf(verdict: Verdict) {
  if (verdict.verdict !== 'inconclusive') return verdict.evidence
  return 'evidence' in verdict.reason ? verdict.reason.evidence : undefined
}

function judgedWords(verdict: Verdict, rule: VerdictRule, { more, less }: QuantityWords): string {
  if (verdict.verdict !== 'inconclusive')
    return { slower: more, faster: less, equivalent: 'equivalent' }[verdict.verdict]
  return regressionVerdict(verdict) === 'not slower'
    ? `not ${more}: the interval is below +${percent(rule.equivalence)} %`
    : openWords(verdict.reason, rule)
}

function openWords(reason: InconclusiveReason, { equivalence }: VerdictRule): string {
  switch (reason.code) {
    case 'interval-crosses-limit':
    case 'noise-above-limit': {
      const { noise, delta } = reason.evidence
      return noise > delta
        ? `the base against itself differs by up to ${percent(Math.expm1(noise), 2)} %`
        : `the interval crosses +${percent(equivalence)} %`
    }
    case 'machines-disagree':
    case 'too-few-rounds':
      return 'too few rounds for an interval'
    case 'undefined':
      return reason.because === 'zero-variance'
        ? 'the base against itself is the same in every round, so the noise is not known'
        : `no interval (${reason.because})`
  }
}
