import { logRatioMean } from '../stats/log-ratio-mean.ts'
import type { Statistic, UndefinedReason } from '../stats/statistic.ts'
import type { ArmResults } from './arm-results.ts'
import { shownConfigurations } from './arm-times.ts'
import { type BlockTime, blockPredict_ns } from './cell-times.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import type { CountedBlock } from './counted-blocks.ts'

/** y of every round (design §11), by subset: lists of the P values of one subset each, in order of rounds. */
export interface RoundLogRatios {
  readonly by_subset: readonly (readonly number[])[]
  /** Configurations valid for both arms, all subsets together. */
  readonly configurations: number
  /** Why a round that timed both has no value, if one has none: nothing can be inferred without it. */
  readonly fault: UndefinedReason | undefined
}

/**
 * ln(t_engine / t_baseline) round by round over the configurations valid for both arms, each block against the
 * baseline's of the same attempt; subsets without such a configuration are left out.
 */
export function roundLogRatios(
  arm: ArmResults,
  baseline: ArmResults,
  subsets: readonly (readonly Configuration[])[],
  time_ns: BlockTime = blockPredict_ns,
): RoundLogRatios {
  const valid = sharedConfigurations(arm, baseline)
  const shared = subsets.map((subset) =>
    subset.filter((configuration) => valid.has(configurationKey(configuration))),
  )
  const rounds = shared.map((configurations, subset) =>
    arm.blocks
      .filter(({ block }) => block.round % subsets.length === subset)
      .flatMap((block) => roundLogRatio(block, configurations, time_ns)),
  )
  const by_subset = rounds.map((ofSubset) => ofSubset.flatMap((y) => (y.defined ? [y.value] : [])))
  return {
    by_subset: by_subset.filter((values) => values.length > 0),
    configurations: shared.flat().length,
    fault: rounds.flat().flatMap((y) => (y.defined ? [] : [y.reason]))[0],
  }
}

function sharedConfigurations(arm: ArmResults, baseline: ArmResults): Set<string> {
  const ofBaseline = new Set(shownConfigurations(baseline).map(configurationKey))
  return new Set(
    shownConfigurations(arm)
      .map(configurationKey)
      .filter((key) => ofBaseline.has(key)),
  )
}

/** y of one round, or why it has none; nothing for a round that did not time both. */
function roundLogRatio(
  block: CountedBlock,
  configurations: readonly Configuration[],
  time_ns: BlockTime,
): Statistic<number>[] {
  const { baseline } = block
  if (baseline === undefined) return []
  const pairs = configurations.flatMap((configuration) => {
    const engine_ns = time_ns(block, configuration)
    const baseline_ns = time_ns(baseline, configuration)
    return engine_ns === undefined || baseline_ns === undefined ? [] : [{ engine_ns, baseline_ns }]
  })
  if (pairs.length === 0) return []
  return [
    logRatioMean(
      pairs.map(({ engine_ns }) => engine_ns),
      pairs.map(({ baseline_ns }) => baseline_ns),
    ),
  ]
}
