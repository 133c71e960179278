import { configurationKey } from '../plan/grid.ts'
import type { Group, MetricRun } from '../plan/schedule.ts'
import type { Arm } from './arm.ts'
import type { LedgerState } from './ledger-state.ts'

/** What an arm times in this group: the round's subset without what is wrong, failed or unsupported. */
export function remainingRuns(group: Group<unknown>, arm: Arm, state: LedgerState): MetricRun[] {
  const timable = new Set(state.timable(arm).map(configurationKey))
  return group.metric_runs
    .map(({ metric, configurations }) => ({
      metric,
      configurations: configurations.filter((configuration) => timable.has(configurationKey(configuration))),
    }))
    .filter(({ configurations }) => configurations.length > 0)
}
