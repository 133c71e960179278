import { mean } from 'simple-statistics'
import { ratioInterval } from '../../stats/ratio-interval.ts'
import { chain } from '../../stats/statistic.ts'
import { welchT } from '../../stats/welch-t.ts'
import type { ArmResults } from '../arm-results.ts'
import { shownConfigurations } from '../arm-times.ts'
import { blockPredict_ns } from '../cell-times.ts'
import { type Configuration, configurationKey } from '../configuration-key.ts'
import { groupBy } from '../group-by.ts'
import type { ArmSide } from './paired-arms.ts'

/** The times of one arm here over those in the ledger: above 1 is slower here. */
export interface TimesComparison {
  readonly ratio: number
  /** At 95 %; undefined with fewer than two passes on a side, or passes that do not vary. */
  readonly ratio_95: { readonly low: number; readonly high: number } | undefined
  /** Configurations that both sides have timed. */
  readonly configurations: number
}

const DESCRIPTIVE_LEVEL = 0.95

/**
 * Geometric mean ratio of the times of one call, over the configurations timed on both sides. The values are the
 * passes: each is the mean log time over all configurations, every one of them in a process of its own. Two ledgers
 * share no round, so nothing is paired: Welch's t, which describes what differs between two environments and decides
 * nothing. Undefined where the sides have no timed configuration in common.
 */
export function compareTimes(old: ArmSide, now: ArmSide): TimesComparison | undefined {
  const shared = sharedConfigurations(old.arm, now.arm)
  const [before, after] = [old, now].map((side) => passMeans(side, shared))
  if (before.length === 0 || after.length === 0) return undefined
  const ends = chain(welchT(after, before, DESCRIPTIVE_LEVEL), ({ difference, low, high }) =>
    ratioInterval({ mean: difference, low, high }),
  )
  return {
    ratio: Math.exp(mean(after) - mean(before)),
    ratio_95: ends.defined ? { low: ends.value.ratio_low, high: ends.value.ratio_high } : undefined,
    configurations: shared.size,
  }
}

function sharedConfigurations(old: ArmResults, now: ArmResults): Set<string> {
  const again = new Set(shownConfigurations(now).map(configurationKey))
  return new Set(
    shownConfigurations(old)
      .map(configurationKey)
      .filter((key) => again.has(key)),
  )
}

/** ln(ns) of each whole pass: the mean of its rounds' means, so that each subset weighs the same. */
function passMeans({ arm, subsets }: ArmSide, shared: ReadonlySet<string>): number[] {
  const S = subsets.length
  const wanted = subsets.map((subset) => subset.filter((one) => shared.has(configurationKey(one))))
  const rounds = wanted.filter((subset) => subset.length > 0).length
  const passes = groupBy(arm.blocks, ({ block }) => Math.floor(block.round / S))
  return [...passes.values()].flatMap((blocks) => {
    const means = blocks.flatMap((one) => roundMean(one, wanted[one.block.round % S]))
    return means.length === rounds && rounds > 0 ? [mean(means)] : []
  })
}

function roundMean(block: ArmResults['blocks'][number], configurations: readonly Configuration[]): number[] {
  const logs = configurations.flatMap((configuration) => {
    const time_ns = blockPredict_ns(block, configuration)
    return time_ns === undefined ? [] : [Math.log(time_ns)]
  })
  return logs.length === configurations.length && logs.length > 0 ? [mean(logs)] : []
}
