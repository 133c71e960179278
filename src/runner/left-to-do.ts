import { schedule } from '../plan/schedule.ts'
import { openCells } from './answers-stage.ts'
import type { Arm } from './arm.ts'
import type { LedgerState } from './ledger-state.ts'
import { openArms, type PlannedRounds } from './rounds-stage.ts'

/** What a ledger still lacks of its plan. */
export interface LeftToDo {
  /** Estimated time of the rounds, and of the answers before them; 0 where all are there. */
  readonly rounds_ns: number
  /** Arms of folds that have answers to be graded; they are in no estimate. */
  readonly fold_arms: number
}

export function leftToDo(
  {
    cases,
    plan,
    share,
    folds,
  }: Pick<PlannedRounds, 'cases' | 'plan' | 'share'> & { readonly folds: readonly Arm[] },
  seed: number,
  state: LedgerState,
): LeftToDo {
  const arms = cases.flatMap((one) => one.arms)
  // Which cells of an arm can be timed is known once it is graded; until then all of it is to come.
  const ungraded = new Set(arms.filter(({ arm }) => openCells(arm, state).length > 0).map(({ arm }) => arm))
  const ungraded_ns = arms
    .filter(({ arm }) => ungraded.has(arm))
    .reduce(
      (sum, { arm, estimate_ns }) => sum + estimate_ns * share.rounds(arm.studyCase.prepared.case_id),
      0,
    )
  const groups = schedule({ seed, rounds: plan.rounds, subsets: plan.subsets, cases })
  const rounds_ns = groups
    .filter(({ case_id, round }) => share.measures(case_id, round))
    .flatMap((group) => openArms(group, { cases, plan }, state))
    .filter(({ arm }) => !ungraded.has(arm))
    .reduce((sum, { estimate_ns }) => sum + estimate_ns, 0)
  const fold_arms = folds.filter((arm) => openCells(arm, state).length > 0).length
  return { rounds_ns: ungraded_ns + rounds_ns, fold_arms }
}
