import type { Configuration } from '../config/study.ts'
import { balancedOrders } from './balanced-order.ts'
import { deriveSeed, shuffle } from './seed.ts'

export interface MetricRun {
  readonly metric: string
  readonly configurations: readonly Configuration[]
}

/** One group: all blocks of one case in one round. */
export interface Group<A> {
  readonly round: number
  readonly subset: number
  readonly case_id: string
  readonly seed: number
  readonly arms: readonly A[]
  /** The same order for every arm of the group. */
  readonly metric_runs: readonly MetricRun[]
}

export interface ScheduleInput<A> {
  readonly seed: number
  readonly rounds: number
  readonly subsets: readonly (readonly Configuration[])[]
  readonly cases: readonly { readonly case_id: string; readonly arms: readonly A[] }[]
}

/** The whole requested order of a study, a pure function of its seed: rounds outside, cases inside in random order. */
export function schedule<A>({ seed, rounds, subsets, cases }: ScheduleInput<A>): Group<A>[] {
  const orders = new Map(
    cases.map(({ case_id, arms }) => [
      case_id,
      balancedOrders(arms.length, rounds, deriveSeed(seed, 'order', case_id)),
    ]),
  )
  return Array.from({ length: rounds }, (_, round) =>
    shuffle(cases, deriveSeed(seed, 'cases', round)).map(({ case_id, arms }) => {
      const groupSeed = deriveSeed(seed, 'group', case_id, round)
      const order = orders.get(case_id)?.[round] ?? []
      return {
        round,
        subset: round % subsets.length,
        case_id,
        seed: groupSeed,
        arms: order.map((index) => arms[index]),
        metric_runs: metricRuns(subsets[round % subsets.length], round, subsets.length, groupSeed),
      }
    }),
  ).flat()
}

/** Configurations by metric; which metric comes first alternates over the passes of a subset. */
function metricRuns(subset: readonly Configuration[], round: number, S: number, seed: number): MetricRun[] {
  const metrics = [...new Set(subset.map(({ metric }) => metric))]
  const pass = Math.floor(round / S)
  const start = ((round % S) + pass) % metrics.length
  return [...metrics.slice(start), ...metrics.slice(0, start)].map((metric) => ({
    metric,
    configurations: shuffle(
      subset.filter((configuration) => configuration.metric === metric),
      deriveSeed(seed, metric),
    ),
  }))
}
