import type { Configuration } from '../config/study.ts'
import type { RecordOf } from '../ledger/record.ts'
import { type Group, type MetricRun, schedule } from '../plan/schedule.ts'
import type { Share } from '../plan/shards.ts'
import type { Arm } from './arm.ts'
import type { ArmRole, LedgerState } from './ledger-state.ts'
import { remainingRuns } from './remaining-runs.ts'
import { runBlock } from './run-block.ts'
import type { RunContext } from './run-context.ts'
import { untilUnstopped } from './until-unstopped.ts'

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

export interface PlannedRounds {
  readonly cases: readonly RoundCase[]
  readonly plan: RecordOf<'plan'>
  /** What of it is measured here. */
  readonly share: Share
  readonly session_id: string
}

/** Measures every group that has no counting block for some arm yet, in the planned order. */
export async function roundsStage(
  { cases, plan, share, session_id }: PlannedRounds,
  state: LedgerState,
  context: RunContext,
): Promise<void> {
  const { rounds, subsets } = plan
  const { effects, study } = context
  const groups = schedule({ seed: study.protocol.seed, rounds, subsets, cases })
    .filter(({ case_id, round }) => share.measures(case_id, round))
    .map((group) => ({ group, arms: openArms(group, { cases, plan }, state) }))
  const clock = progressClock(
    groups.flatMap(({ arms }) => arms),
    effects.now_ns,
  )
  for (const { group, arms } of groups) {
    await untilUnstopped(
      () => sitting(group, arms),
      (ending) => ending === 'slept',
    )
  }

  /** All blocks of a group one after the other; a machine that slept in between begins again with all of them. */
  async function sitting(group: Group<RoundArm>, arms: readonly RoundArm[]): Promise<'done' | 'slept'> {
    const group_id = groupId(group)
    const attempt = state.lastAttempt(group_id) + 1
    const asleep_ns = effects.asleep_ns()
    for (const [position, { arm, role, estimate_ns }] of arms.entries()) {
      const label = armLabel(arm, role)
      effects.progress({ stage: 'rounds', round: group.round + 1, rounds, label, ...clock.reading() })
      const place = { arm, role, group, group_id, attempt, position, session_id, asleep_ns }
      if ((await runBlock(place, state, context)) === 'slept') return 'slept'
      clock.passed(estimate_ns)
    }
    return 'done'
  }
}

function armLabel({ studyCase, engine }: Arm, role: ArmRole): string {
  return `${studyCase.prepared.dataset}  ${engine.entry.name}${role === 'null' ? ' (null arm)' : ''}`
}

/** `wine/holdout-0.2-stratified-42/default#3`: one case in one round. */
function groupId({ case_id, round }: Group<unknown>): string {
  return `${case_id}#${round}`
}

/**
 * The arms of a group that still need a block: none, or those without one together with the
 * baseline and the null arm, which a new sitting always measures again (design §8).
 */
export function openArms(
  group: Group<RoundArm>,
  { cases, plan }: Pick<PlannedRounds, 'cases' | 'plan'>,
  state: LedgerState,
): RoundArm[] {
  const baseline = cases.find(({ case_id }) => case_id === group.case_id)?.baseline
  if (baseline === undefined) return []
  const wanted = group.arms
    .map((one) => ({ ...one, configurations: configurationsOf(remainingRuns(group, one.arm, state)) }))
    .filter(({ configurations }) => configurations.length > 0)
  const anchor = wanted.filter(({ arm, role }) => arm === baseline && role === 'main')
  const missing = wanted.filter((block) => !state.isMeasured(groupId(group), [block, ...anchor], plan))
  return missing.length === 0
    ? []
    : wanted.filter((block) => block.arm === baseline || missing.includes(block))
}

function configurationsOf(runs: readonly MetricRun[]): Configuration[] {
  return runs.flatMap(({ configurations }) => configurations)
}

/** Time left by the plan's estimates, corrected by how the blocks so far compared with theirs. */
function progressClock(blocks: readonly RoundArm[], now_ns: () => number) {
  const total_ns = blocks.reduce((sum, { estimate_ns }) => sum + estimate_ns, 0)
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
