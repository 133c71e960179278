import { mean } from 'simple-statistics'
import type { ArmResults } from './arm-results.ts'
import { shownConfigurations } from './arm-times.ts'
import { infer, type Measured } from './estimate.ts'
import { type RoundValue, roundLogTimes } from './log-ratios.ts'
import { samplesOf } from './measured-block.ts'
import type { CaseResults, Results } from './results.ts'

/**
 * The rounds of one arm: log ratios to the baseline, and of the baseline itself, which has none, logarithms of its
 * times. Or why there are none.
 */
export type ArmRounds =
  | ({ readonly kind: 'rounds' } & Measured)
  | { readonly kind: 'none'; readonly reason: string }

export function armRounds(arm: ArmResults, { contrasts }: CaseResults, results: Results): ArmRounds {
  const { study, plan } = results
  if (arm.arm === 'main' && arm.engine === study.baseline) {
    if (plan === undefined || shownConfigurations(arm).length === 0)
      return { kind: 'none', reason: 'the baseline shows no time' }
    return { kind: 'rounds', ...infer(roundLogTimes(arm, plan.subsets)) }
  }
  const contrast =
    arm.arm === 'null' ? contrasts.null_arm : contrasts.engines.find(({ engine }) => engine === arm.engine)
  if (contrast?.kind === 'compared') return { kind: 'rounds', ...contrast.measured }
  return { kind: 'none', reason: contrast?.reason ?? 'the baseline was not measured' }
}

/** Every value less the mean of its subset, whose configurations differ from those of others; 0 where a subset has one. */
export function withinSubsets(rounds: readonly RoundValue[]): RoundValue[] {
  return rounds.map((one) => {
    const own = rounds.filter(({ subset }) => subset === one.subset)
    return { ...one, value: one.value - mean(own.map(({ value }) => value)) }
  })
}

/** Samples of each round in order of time, as geometric means over its shown configurations; rounds of one are left out. */
export function roundSamples(arm: ArmResults): number[][] {
  const shown = shownConfigurations(arm)
  return arm.blocks.flatMap((block) => {
    const lists = shown.map((one) => samplesOf(block, one)).filter(({ length }) => length > 1)
    if (lists.length === 0) return []
    const length = Math.min(...lists.map((list) => list.length))
    const logs = (at: number) => lists.map((list) => Math.log(list[at].predict_ns))
    return [Array.from({ length }, (_, at) => Math.exp(mean(logs(at))))]
  })
}
