import type { ArmResults } from '../arm-results.ts'
import { shownConfigurations } from '../arm-times.ts'
import { configurationKey } from '../configuration-key.ts'
import { undefinedWords } from '../statistic-cell.ts'
import type { CaseValue, ClaimCase, RoundEstimate } from './claim-values.ts'

/**
 * Mean log ratio of prediction times, each engine against the baseline of the ledger with which it was timed round by
 * round; of two others the difference of both, where they were timed on the same configurations.
 */
export function timeRatio({ one, engine, baseline, timed_against }: ClaimCase): CaseValue {
  const sides = [engine, baseline].map((arm) => sideOf(arm))
  const [a, b] = sides
  if ('reason' in a) return a
  if ('reason' in b) return b
  if (!a.is_reference && !b.is_reference && a.configurations !== b.configurations)
    return { reason: 'the engines were timed on other configurations' }
  const replicates = b.is_reference ? a.rounds : a.is_reference ? mirrored(b.rounds) : undefined
  return {
    value: a.value - b.value,
    is_same: false,
    noise: noiseOf(),
    replicates,
  }

  function sideOf(arm: ArmResults): Side | { readonly reason: string } {
    const shown = shownConfigurations(arm).map(configurationKey)
    const names = { configurations: shown.toSorted().join() }
    if (shown.length === 0) return { reason: `${arm.engine} shows no time` }
    if (arm.engine === timed_against) return { ...names, value: 0, is_reference: true, rounds: undefined }
    const contrast = one.contrasts.engines.find((other) => other.engine === arm.engine)
    if (contrast?.kind !== 'compared') return { reason: contrast?.reason ?? `${arm.engine} was not compared` }
    const { ratios, inference } = contrast.measured
    if (ratios.fault !== undefined) return { reason: undefinedWords(ratios.fault, 'rounds') }
    const rounds = inference.defined ? inference.value : undefined
    return { ...names, value: Math.log(contrast.ratio), is_reference: false, rounds }
  }

  function noiseOf(): number | undefined {
    const found = one.contrasts.null_arm
    if (found?.kind !== 'compared' || found.noise_share === undefined) return undefined
    return Math.log1p(found.noise_share)
  }
}

interface Side {
  readonly value: number
  readonly configurations: string
  /** Whether it is the baseline of the ledger itself. */
  readonly is_reference: boolean
  readonly rounds: RoundEstimate | undefined
}

function mirrored(rounds: RoundEstimate | undefined): RoundEstimate | undefined {
  return rounds === undefined ? undefined : { ...rounds, mean: -rounds.mean }
}
