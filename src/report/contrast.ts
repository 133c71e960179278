import { roundsNeeded } from '../stats/rounds-needed.ts'
import type { Statistic } from '../stats/statistic.ts'
import type { SubsetT } from '../stats/subset-t.ts'
import { decideVerdict, type Verdict, type VerdictRule } from '../stats/verdict.ts'
import type { ArmResults } from './arm-results.ts'
import { reasonWithoutTimes, shownConfigurations } from './arm-times.ts'
import type { Configuration } from './configuration-key.ts'
import { type Estimated, estimate, hasFaultyTimes, infer, type Measured } from './estimate.ts'
import { roundLogRatios } from './log-ratios.ts'
import { type MachineOf, type MachineSplit, machineSplit } from './machine-split.ts'
import { type Coverage, caveatWords, intervalNote, verdictWords } from './verdict-words.ts'

/** What the plan fixed before anything was measured. */
export interface ContrastRules extends VerdictRule {
  readonly baseline: string
  readonly family: 'study' | 'dataset'
  readonly subsets: readonly (readonly Configuration[])[]
  /** Of a merged ledger; undefined where one machine measured everything. */
  readonly machineOf: MachineOf | undefined
}

interface NotCompared {
  readonly kind: 'not-compared'
  readonly reason: string
}

export interface Compared extends Estimated {
  readonly kind: 'compared'
  /** The values behind it, for tests beside the primary one. */
  readonly measured: Measured
  /** Holm's, over the family. */
  readonly p_adjusted: number | undefined
  /** Benjamini and Hochberg's, over the same; descriptive. */
  readonly p_fdr: number | undefined
  readonly verdict: Verdict['verdict']
  /** Why this verdict, in words. */
  readonly reason: string
  /** For an inconclusive verdict: whole passes that would probably decide. */
  readonly rounds_needed: number | undefined
  /** What limits the estimate, whatever the verdict. */
  readonly caveat: string | undefined
  /** What the interval includes beside the spread between rounds. */
  readonly interval_note: string | undefined
}

export type Contrast = { readonly engine: string } & (Compared | NotCompared)

/** The baseline against itself; `noise_share` is exp(N) − 1, N its largest absolute 95 % bound. */
export type NullContrast =
  | (Estimated & {
      readonly kind: 'compared'
      readonly measured: Measured
      readonly noise_share: number | undefined
    })
  | NotCompared

export interface CaseContrasts {
  /** Every main arm but the baseline, in the study's order. */
  readonly engines: readonly Contrast[]
  readonly null_arm: NullContrast | undefined
}

/** All contrasts of one case with its baseline (design §11); p is adjusted later, over the family. */
export function caseContrasts(arms: readonly ArmResults[], rules: ContrastRules): CaseContrasts {
  const mains = arms.filter(({ arm }) => arm === 'main')
  const baseline = mains.find(({ engine }) => engine === rules.baseline)
  const nullArm = arms.find(({ arm }) => arm === 'null')
  const nullRatios =
    nullArm === undefined || baseline === undefined ? undefined : measure(nullArm, baseline, rules)
  return {
    engines: mains
      .filter((arm) => arm !== baseline)
      .map((arm) => ({ engine: arm.engine, ...contrast(arm, baseline, nullRatios, rules) })),
    null_arm: nullRatios === undefined ? undefined : nullContrast(nullRatios),
  }
}

function measure(arm: ArmResults, baseline: ArmResults, rules: ContrastRules): Measured {
  return infer(roundLogRatios(arm, baseline, rules.subsets))
}

function contrast(
  arm: ArmResults,
  baseline: ArmResults | undefined,
  nullArm: Measured | undefined,
  rules: ContrastRules,
): Compared | NotCompared {
  if (shownConfigurations(arm).length === 0) return notCompared(reasonWithoutTimes(arm))
  if (baseline === undefined || shownConfigurations(baseline).length === 0)
    return notCompared('the baseline shows no time')
  const main = measure(arm, baseline, rules)
  const pooled = estimate(main)
  if (pooled === undefined)
    return notCompared('no configuration is valid for both this engine and the baseline')
  const split =
    rules.machineOf === undefined
      ? undefined
      : machineSplit(main.ratios, { ...rules, machineOf: rules.machineOf })
  const estimated = split?.disagree === true ? overMachines(pooled, split) : pooled
  const nullInference: Statistic<SubsetT> = nullArm?.inference ?? { defined: false, reason: 'too-few-values' }
  const verdict =
    disagreement(split) ?? decideVerdict({ main: main.inference, null_arm: nullInference }, rules)
  const isOpen = verdict.verdict === 'inconclusive' && verdict.reason.code !== 'machines-disagree'
  return {
    kind: 'compared',
    ...estimated,
    measured: main,
    p_adjusted: undefined,
    p_fdr: undefined,
    verdict: verdict.verdict,
    reason: verdictWords(verdict, rules),
    rounds_needed: isOpen ? decidingRounds(main, nullInference, rules) : undefined,
    caveat: joined(caveatWords(coverageOf(arm, baseline, main)), untestedWords(split)),
    interval_note: intervalNote(main.inference),
  }
}

function disagreement(split: MachineSplit | undefined): Verdict | undefined {
  if (split === undefined || !split.disagree || !split.effect.defined) return undefined
  const { p } = split.effect.value
  return { verdict: 'inconclusive', reason: { code: 'machines-disagree', machines: split.machines, p } }
}

/** The estimate whose unit is the machine, where rounds of several have no common mean. */
function overMachines(pooled: Estimated, { overall }: MachineSplit): Estimated {
  if (!overall.defined) return { ...pooled, ratio_95: undefined, p: undefined }
  const { mean, low, high, p } = overall.value
  return { ...pooled, ratio: Math.exp(mean), ratio_95: { low: Math.exp(low), high: Math.exp(high) }, p }
}

function untestedWords(split: MachineSplit | undefined): string | undefined {
  if (split === undefined || split.effect.defined) return undefined
  return `pooled over ${split.machines} machines, whose agreement these rounds cannot test`
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.filter((part) => part !== undefined)
  return said.length === 0 ? undefined : said.join('; ')
}

function coverageOf(arm: ArmResults, baseline: ArmResults, { ratios }: Measured): Coverage {
  return {
    timed: shownConfigurations(arm).length,
    shared: ratios.configurations,
    rounds: ratios.by_subset.flat().length,
    baseline_rounds: baseline.blocks.length,
  }
}

function nullContrast(measured: Measured): NullContrast {
  const estimated = estimate(measured)
  if (estimated === undefined) return notCompared('no configuration of the baseline shows a time')
  const { inference } = measured
  const bound = inference.defined
    ? Math.max(Math.abs(inference.value.low), Math.abs(inference.value.high))
    : undefined
  return {
    kind: 'compared',
    ...estimated,
    measured,
    noise_share: bound === undefined ? undefined : Math.expm1(bound),
  }
}

function notCompared(reason: string): NotCompared {
  return { kind: 'not-compared', reason }
}

/**
 * Whole passes that would probably decide, always more than there are: those have just not decided it.
 * Without an interval, the fewest rounds that give one; undefined where no number of rounds does.
 */
function decidingRounds(
  main: Measured,
  nullArm: Statistic<SubsetT>,
  rules: ContrastRules,
): number | undefined {
  const S = rules.subsets.length
  const more = main.ratios.by_subset.flat().length + S
  if ([main.inference, nullArm].some(hasFaultyTimes)) return undefined
  if (!main.inference.defined || !nullArm.defined) return Math.max(2 * S, more)
  const observed = { main: main.inference.value, null_arm: nullArm.value, subsets: S }
  const needed = roundsNeeded(observed, rules)
  return needed.defined ? Math.max(needed.value, more) : undefined
}
