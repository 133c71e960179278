import { mean } from 'simple-statistics'
import { ratioInterval } from '../stats/ratio-interval.ts'
import { subsetT } from '../stats/subset-t.ts'
import type { ArmResults } from './arm-results.ts'
import { shownConfigurations } from './arm-times.ts'
import { blockPredict_ns, presentNumbers } from './cell-times.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import type { MeasuredBlock } from './measured-block.ts'

/** 95 % intervals of the prediction times of two arms, each by itself, in nanoseconds. */
export interface TimeIntervals {
  readonly own: Ends | undefined
  readonly baseline: Ends | undefined
}

interface Ends {
  readonly low: number
  readonly high: number
}

const LEVEL = 0.95

/**
 * The geometric mean time over the configurations valid for both arms, each arm with the t interval of its own rounds:
 * what is drawn as error bars. Rounds that only one of them measured stay out, so that both are of the same rounds.
 */
export function timeIntervals(
  arm: ArmResults,
  baseline: ArmResults,
  subsets: readonly (readonly Configuration[])[],
): TimeIntervals {
  const valid = new Set(shownConfigurations(baseline).map(configurationKey))
  const shared = shownConfigurations(arm).filter((one) => valid.has(configurationKey(one)))
  const pairs = subsets.map((_, s) =>
    arm.blocks.flatMap((own) =>
      own.block.round % subsets.length === s && own.baseline !== undefined
        ? [{ own, baseline: own.baseline }]
        : [],
    ),
  )
  return {
    own: endsOf(
      pairs.map((ofSubset) => ofSubset.map(({ own }) => own)),
      shared,
    ),
    baseline: endsOf(
      pairs.map((ofSubset) => ofSubset.map((pair) => pair.baseline)),
      shared,
    ),
  }
}

function endsOf(
  by_subset: readonly (readonly MeasuredBlock[])[],
  configurations: readonly Configuration[],
): Ends | undefined {
  const logs = by_subset
    .map((blocks) => blocks.flatMap((block) => meanLog(block, configurations)))
    .filter((rounds) => rounds.length > 0)
  if (logs.length === 0) return undefined
  const inference = subsetT(logs, LEVEL)
  const ends = inference.defined ? ratioInterval(inference.value) : inference
  return ends.defined ? { low: ends.value.ratio_low, high: ends.value.ratio_high } : undefined
}

/** Mean of ln t over the configurations that a block timed; nothing where it timed none. */
function meanLog(block: MeasuredBlock, configurations: readonly Configuration[]): number[] {
  const times = presentNumbers(configurations.map((one) => blockPredict_ns(block, one)))
  return times.length === 0 ? [] : [mean(times.map(Math.log))]
}
