import { type MachineEffect, machineEffect } from '../stats/machine-effect.ts'
import { meanEstimate } from '../stats/mean-estimate.ts'
import { chain, type Statistic } from '../stats/statistic.ts'
import { type TInference, tInference } from '../stats/t-inference.ts'
import type { LedgerIndex } from './ledger-index.ts'
import type { RoundLogRatios } from './log-ratios.ts'

/** The machine that a session ran on: a boot of it, so that one that was started anew counts as another. */
export type MachineOf = (session_id: string) => string

/** Of a merged ledger the machine of each session; undefined for others, whose sessions are one machine's. */
export function machinesOf(index: LedgerIndex): MachineOf | undefined {
  if (index.shards === undefined) return undefined
  const boots = new Map(index.all('session').map(({ session_id, boot }) => [session_id, boot]))
  return (session_id) => boots.get(session_id) ?? session_id
}

/** What machines say apart of one arm. */
export interface MachineSplit {
  readonly machines: number
  /** Whether the log ratio differs between machines. */
  readonly effect: Statistic<MachineEffect>
  readonly disagree: boolean
  /** The mean over machines with its interval: one observation is a machine. */
  readonly overall: Statistic<TInference>
}

interface MachineRule {
  readonly machineOf: MachineOf
  readonly alpha: number
  readonly family_size: number
}

const DESCRIPTIVE_LEVEL = 0.95
/** The means are of logarithms of ratios. */
const LOG_MAGNITUDE = 1

/**
 * Whether machines disagree on an arm: the F test of machine × engine at α/m, the level of the verdicts, so that no
 * verdict of the family is lost to chance more often than at α. Undefined where one machine measured all rounds.
 */
export function machineSplit(
  { rounds }: Pick<RoundLogRatios, 'rounds'>,
  { machineOf, alpha, family_size }: MachineRule,
): MachineSplit | undefined {
  const placed = rounds.map(({ session_id, subset, value }) => ({
    machine: machineOf(session_id),
    subset,
    value,
  }))
  const machines = new Set(placed.map(({ machine }) => machine)).size
  if (machines < 2) return undefined
  const effect = machineEffect(placed)
  const overall = chain(effect, (found) =>
    chain(
      meanEstimate(
        found.machines.map(({ mean }) => mean),
        LOG_MAGNITUDE,
      ),
      (estimate) => tInference(estimate, DESCRIPTIVE_LEVEL),
    ),
  )
  return { machines, effect, disagree: effect.defined && effect.value.p <= alpha / family_size, overall }
}
