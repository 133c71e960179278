import type { Statistic, UndefinedReason } from '../stats/statistic.ts'
import type { SubsetT } from '../stats/subset-t.ts'
import type { InconclusiveReason, Verdict, VerdictEvidence, VerdictRule } from '../stats/verdict.ts'
import { percent } from './percent.ts'
import { formatInterval, formatNumber } from './render/format-number.ts'

/** Why a verdict came out as it did, in the words of the ranking: intervals are `× as fast`. */
export function verdictWords(verdict: Verdict, rule: VerdictRule): string {
  if (verdict.verdict === 'inconclusive') return inconclusiveWords(verdict.reason, rule)
  const { evidence } = verdict
  const limit = `±${percent(rule.equivalence)} %`
  if (verdict.verdict === 'equivalent') return `${intervalWords(evidence)} lies inside ${limit}`
  const noise = evidence.noise > evidence.delta ? ` and of the null arm's ${noiseAmount(evidence)}` : ''
  return `${intervalWords(evidence)} is clear of ${limit}${noise}`
}

/** How much of what the engine and the baseline timed is behind an estimate. */
export interface Coverage {
  /** Configurations that the engine timed, and those of them that the baseline has too. */
  readonly timed: number
  readonly shared: number
  /** Rounds of the estimate, and those of the baseline. */
  readonly rounds: number
  readonly baseline_rounds: number
}

/** What limits an estimate whatever its verdict; undefined where nothing does. */
export function caveatWords({ timed, shared, rounds, baseline_rounds }: Coverage): string | undefined {
  const caveats = [
    ...(shared < timed
      ? [`the ratio is over ${shared} of ${timed} configurations, those that the baseline has too`]
      : []),
    ...(rounds < baseline_rounds ? [`${rounds} rounds, of the baseline's ${baseline_rounds}`] : []),
  ]
  return caveats.length === 0 ? undefined : caveats.join('; ')
}

/**
 * Whether one pass is all there is: the spread between rounds then holds that between the configurations which they
 * time, and whatever is computed from it about more rounds is too high.
 */
export function isOnePass(inference: Statistic<SubsetT>): boolean {
  return inference.defined && inference.value.note !== undefined
}

/** What an interval includes beside the spread between rounds (design §11, P = 1). */
export function intervalNote(inference: Statistic<SubsetT>): string | undefined {
  if (!isOnePass(inference)) return undefined
  return 'one pass only, so the interval includes the spread between configurations'
}

function inconclusiveWords(reason: InconclusiveReason, rule: VerdictRule): string {
  switch (reason.code) {
    case 'interval-crosses-limit':
      return `${intervalWords(reason.evidence)} crosses ${crossedLimits(reason.evidence, percent(rule.equivalence))}`
    case 'noise-above-limit':
      return `${intervalWords(reason.evidence)} is not clear of the noise: the same code against itself differs by up to ${noiseAmount(reason.evidence)}`
    case 'machines-disagree':
      return `the ${reason.machines} machines disagree (p ${formatNumber(reason.p, 'p')}), so there is no pooled verdict; the ratio and interval are over machines: --table machines`
    case 'too-few-rounds':
      return reason.arm === 'main'
        ? 'too few rounds for an interval'
        : 'the null arm has too few rounds to tell the noise'
    case 'undefined':
      return `${reason.arm === 'main' ? 'no interval' : 'no interval of the null arm'}: ${UNDEFINED_WORDS[reason.because]}`
  }
}

const UNDEFINED_WORDS = {
  'too-few-values': 'too few rounds',
  'zero-variance': 'all rounds gave the same ratio, so nothing is known about their spread',
  'not-finite': 'a time is not a finite number',
  'not-positive': 'a time is not above 0',
  'unequal-passes': 'the subsets of configurations were not measured equally often',
} satisfies Record<UndefinedReason, string>

/** ln 10: beyond it a factor is easier to read than a percentage. */
const FACTOR = Math.log(10)
/** ln 1000: no ratio of two right engines is told from an interval that spans more, and its ends may not be numbers. */
const OPEN_WIDTH = Math.log(1000)

/** `the 99.2 % interval 0.97 – 1.08 × as fast`, at the level that decides. */
function intervalWords({ low, high, level }: VerdictEvidence): string {
  const name = `the ${Number((100 * level).toPrecision(4))} % interval`
  if (high - low > OPEN_WIDTH) return `${name}, wider than a factor of 1,000,`
  return `${name} ${formatInterval(Math.exp(-high), Math.exp(-low), 'ratio')} × as fast`
}

function crossedLimits({ low, high, delta }: VerdictEvidence, limit: string): string {
  const gain = low <= -delta && high >= -delta
  const loss = low <= delta && high >= delta
  if (gain && loss) return `both +${limit} % and −${limit} %`
  return gain ? `+${limit} %` : `−${limit} %`
}

/** `4.2 %`, or a factor where a percentage would say nothing. */
function noiseAmount({ noise }: VerdictEvidence): string {
  if (noise > OPEN_WIDTH) return 'more than a factor of 1,000'
  return noise > FACTOR
    ? `a factor of ${formatNumber(Math.exp(noise), 'ratio')}`
    : `${percent(Math.expm1(noise), 2)} %`
}
