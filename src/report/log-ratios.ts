import { logRatioMean } from '../stats/log-ratio-mean.ts'
import type { Statistic, UndefinedReason } from '../stats/statistic.ts'
import type { ArmResults } from './arm-results.ts'
import { shownConfigurations } from './arm-times.ts'
import { type BlockTime, blockPredict_ns } from './cell-times.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import type { CountedBlock } from './counted-blocks.ts'
import { groupBy } from './group-by.ts'

/** y of one round (design §11), and where in its group the arm was measured. */
export interface RoundValue {
  readonly round: number
  readonly subset: number
  readonly position: number
  readonly session_id: string
  readonly value: number
}

/** y of every round (design §11). */
export interface RoundLogRatios {
  /** In order of rounds. */
  readonly rounds: readonly RoundValue[]
  /** The same as lists of the P values of one subset each, in order of rounds. */
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
  return roundValues(arm, shared, (block, configurations) => roundLogRatio(block, configurations, time_ns))
}

/** The same of an arm alone, such as the baseline: the mean over configurations of ln of its time in nanoseconds. */
export function roundLogTimes(
  arm: ArmResults,
  subsets: readonly (readonly Configuration[])[],
): RoundLogRatios {
  const valid = new Set(shownConfigurations(arm).map(configurationKey))
  const shown = subsets.map((subset) => subset.filter((one) => valid.has(configurationKey(one))))
  return roundValues(arm, shown, (block, configurations) => {
    const times = configurations.flatMap((configuration) => blockPredict_ns(block, configuration) ?? [])
    if (times.length === 0) return undefined
    return logRatioMean(
      times,
      times.map(() => 1),
    )
  })
}

function roundValues(
  arm: ArmResults,
  shared: readonly (readonly Configuration[])[],
  roundValue: (
    block: CountedBlock,
    configurations: readonly Configuration[],
  ) => Statistic<number> | undefined,
): RoundLogRatios {
  const all = arm.blocks.flatMap((counted) => {
    const { round, position, session_id } = counted.block
    const subset = round % shared.length
    const y = roundValue(counted, shared[subset])
    return y === undefined ? [] : [{ round, subset, position, session_id, y }]
  })
  const rounds = all.flatMap(({ y, ...where }) => (y.defined ? [{ ...where, value: y.value }] : []))
  return {
    rounds,
    by_subset: bySubset(rounds),
    configurations: shared.flat().length,
    fault: all.flatMap(({ y }) => (y.defined ? [] : [y.reason]))[0],
  }
}

/** The values of each subset that has some, subsets and values in their order. */
function bySubset(rounds: readonly RoundValue[]): number[][] {
  const groups = [...groupBy(rounds, ({ subset }) => subset)].sort(([a], [b]) => a - b)
  return groups.map(([, ofSubset]) => ofSubset.map(({ value }) => value))
}

function sharedConfigurations(arm: ArmResults, baseline: ArmResults): Set<string> {
  const ofBaseline = new Set(shownConfigurations(baseline).map(configurationKey))
  return new Set(
    shownConfigurations(arm)
      .map(configurationKey)
      .filter((key) => ofBaseline.has(key)),
  )
}

/** y of one round, or why it has none; undefined for a round that did not time both. */
function roundLogRatio(
  block: CountedBlock,
  configurations: readonly Configuration[],
  time_ns: BlockTime,
): Statistic<number> | undefined {
  const { baseline } = block
  if (baseline === undefined) return undefined
  const pairs = configurations.flatMap((configuration) => {
    const engine_ns = time_ns(block, configuration)
    const baseline_ns = time_ns(baseline, configuration)
    return engine_ns === undefined || baseline_ns === undefined ? [] : [{ engine_ns, baseline_ns }]
  })
  if (pairs.length === 0) return undefined
  return logRatioMean(
    pairs.map(({ engine_ns }) => engine_ns),
    pairs.map(({ baseline_ns }) => baseline_ns),
  )
}
