import type { RecordOf } from '../ledger/record.ts'
import { type Group, schedule } from '../plan/schedule.ts'
import type { Arm } from './arm.ts'
import type { ArmRole, LedgerState } from './ledger-state.ts'
import { remainingRuns } from './remaining-runs.ts'
import { runBlock } from './run-block.ts'
import type { RunContext } from './run-context.ts'

export interface RoundArm {
  readonly arm: Arm
  readonly role: ArmRole
  readonly estimate_ns: number
}

export interface RoundCase {
  readonly case_id: string
  readonly baseline: Arm
  readonly arms: readonly RoundArm[]
}

/** Measures every group that has no counting block for some arm yet, in the planned order. */
export async function roundsStage(
  cases: readonly RoundCase[],
  plan: RecordOf<'plan'>,
  session_id: string,
  state: LedgerState,
  context: RunContext,
): Promise<void> {
  const { rounds, subsets } = plan
  const groups = schedule({ seed: context.study.protocol.seed, rounds, subsets, cases })
  const open = groups.filter((group) => openArms(group, cases, state).length > 0)
  const clock = progressClock(open, context.effects.now_ns)
  for (const group of open) {
    const attempt = state.lastAttempt(groupId(group)) + 1
    for (const [position, { arm, role, estimate_ns }] of openArms(group, cases, state).entries()) {
      const label = `${arm.studyCase.prepared.dataset}  ${arm.engine.entry.name}${role === 'null' ? ' (null arm)' : ''}`
      context.effects.progress({ stage: 'rounds', round: group.round + 1, rounds, label, ...clock.reading() })
      await runBlock(
        { arm, role, group, group_id: groupId(group), attempt, position, session_id },
        state,
        context,
      )
      clock.passed(estimate_ns)
    }
  }
}

/** `wine/holdout-0.2-stratified-42/default#3`: one case in one round. */
function groupId({ case_id, round }: Group<unknown>): string {
  return `${case_id}#${round}`
}

/**
 * The arms of a group that still need a block: none, or those without one together with the
 * baseline and the null arm, which a new sitting always measures again (design §8).
 */
function openArms(group: Group<RoundArm>, cases: readonly RoundCase[], state: LedgerState): RoundArm[] {
  const baseline = cases.find(({ case_id }) => case_id === group.case_id)?.baseline
  if (baseline === undefined) return []
  const able = group.arms.filter(({ arm }) => remainingRuns(group, arm, state).length > 0)
  const anchor = able.some(({ arm }) => arm === baseline) ? baseline : undefined
  const missing = able.filter(({ arm, role }) => !state.isMeasured(groupId(group), arm, role, anchor))
  return missing.length === 0 ? [] : able.filter((one) => one.arm === baseline || missing.includes(one))
}

/** Time left by the plan's estimates, corrected by how the blocks so far compared with theirs. */
function progressClock(groups: readonly Group<RoundArm>[], now_ns: () => number) {
  const total_ns = groups.flatMap(({ arms }) => arms).reduce((sum, { estimate_ns }) => sum + estimate_ns, 0)
  const started_ns = now_ns()
  let passed_ns = 0
  return {
    passed(estimate_ns: number): void {
      passed_ns += estimate_ns
    },
    reading(): { done_share: number; left_ns: number } {
      const pace = passed_ns === 0 ? 1 : (now_ns() - started_ns) / passed_ns
      return {
        done_share: total_ns === 0 ? 1 : Math.min(1, passed_ns / total_ns),
        left_ns: Math.max(0, total_ns - passed_ns) * pace,
      }
    },
  }
}
