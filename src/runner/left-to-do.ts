import { schedule } from '../plan/schedule.ts'
import { openCells } from './answers-stage.ts'
import type { LedgerState } from './ledger-state.ts'
import { openArms, type PlannedRounds } from './rounds-stage.ts'

/** Estimated time of what a ledger still lacks of its plan, in nanoseconds; 0 where nothing is left to do. */
export function leftToDo_ns(
  { cases, plan }: Pick<PlannedRounds, 'cases' | 'plan'>,
  seed: number,
  state: LedgerState,
): number {
  const arms = cases.flatMap((one) => one.arms)
  // Which cells of an arm can be timed is known once it is graded; until then all of it is to come.
  const ungraded = new Set(arms.filter(({ arm }) => openCells(arm, state).length > 0).map(({ arm }) => arm))
  const ungraded_ns = arms
    .filter(({ arm }) => ungraded.has(arm))
    .reduce((sum, { estimate_ns }) => sum + estimate_ns * plan.rounds, 0)
  const groups = schedule({ seed, rounds: plan.rounds, subsets: plan.subsets, cases })
  const rounds_ns = groups
    .flatMap((group) => openArms(group, { cases, plan }, state))
    .filter(({ arm }) => !ungraded.has(arm))
    .reduce((sum, { estimate_ns }) => sum + estimate_ns, 0)
  return ungraded_ns + rounds_ns
}
