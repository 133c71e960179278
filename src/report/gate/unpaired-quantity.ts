import { mean } from 'simple-statistics'
import type { MeanEstimate } from '../../stats/mean-estimate.ts'
import { chain, type Statistic } from '../../stats/statistic.ts'
import type { SubsetT } from '../../stats/subset-t.ts'
import { welchT } from '../../stats/welch-t.ts'
import type { ArmResults } from '../arm-results.ts'
import { shownConfigurations } from '../arm-times.ts'
import type { BlockTime } from '../cell-times.ts'
import { type Configuration, configurationKey } from '../configuration-key.ts'
import { infer } from '../estimate.ts'
import { groupBy } from '../group-by.ts'
import { roundLogRatios } from '../log-ratios.ts'
import type { CompareQuantity } from './ratio-findings.ts'

/** An arm in its own ledger, with the baseline and the null arm of its case there. */
export interface LedgerArm {
  readonly arm: ArmResults
  readonly baseline: ArmResults | undefined
  readonly null_arm: ArmResults | undefined
  readonly subsets: readonly (readonly Configuration[])[]
}

/** Level of the null arms' intervals, as in `decideVerdict`. */
const NOISE_LEVEL = 0.95

/**
 * The same arm in two ledgers, now / before. They share no round, so nothing is paired: Welch's t of the means of whole
 * passes. The noise is that of the noisier null arm, each within its own session.
 */
export function unpairedQuantity(before: LedgerArm, now: LedgerArm): CompareQuantity {
  const known = new Set(shownConfigurations(before.arm).map(configurationKey))
  const shared = shownConfigurations(now.arm).filter((one) => known.has(configurationKey(one)))
  return (value) => {
    const [earlier, later] = [before, now].map((side) => passLogs(side, shared, value))
    if (earlier.length === 0 || later.length === 0) return undefined
    const main = chain(
      welchT(later, earlier, NOISE_LEVEL),
      ({ difference, se, df, n_first, n_second }): Statistic<MeanEstimate> => {
        const n = n_first + n_second
        return { defined: true, value: { n, mean: difference, sd: se * Math.sqrt(n), se, df } }
      },
    )
    return {
      ratio: Math.exp(mean(later) - mean(earlier)),
      rounds: now.arm.blocks.length,
      main,
      null_arm: noisier(nullArm(before, value), nullArm(now, value)),
    }
  }
}

/** The mean logarithm of each pass that has a value of every shared configuration. */
function passLogs({ arm, subsets }: LedgerArm, shared: readonly Configuration[], value: BlockTime): number[] {
  const passes = groupBy(arm.blocks, ({ block }) => Math.floor(block.round / Math.max(1, subsets.length)))
  return [...passes.values()].flatMap((blocks) => {
    const logs = blocks.flatMap((block) =>
      shared.flatMap((one) => {
        const isTimed = block.samples.has(configurationKey(one))
        const found = isTimed ? value(block, one) : undefined
        return found === undefined ? [] : [Math.log(found)]
      }),
    )
    return logs.length === shared.length && logs.length > 0 ? [mean(logs)] : []
  })
}

function nullArm({ baseline, null_arm, subsets }: LedgerArm, value: BlockTime): Statistic<SubsetT> {
  if (baseline === undefined || null_arm === undefined) return { defined: false, reason: 'too-few-values' }
  return infer(roundLogRatios(null_arm, baseline, subsets, value)).inference
}

function noisier(one: Statistic<SubsetT>, other: Statistic<SubsetT>): Statistic<SubsetT> {
  if (!one.defined || !other.defined) return one.defined ? other : one
  const bound = ({ low, high }: SubsetT): number => Math.max(Math.abs(low), Math.abs(high))
  return bound(one.value) > bound(other.value) ? one : other
}
