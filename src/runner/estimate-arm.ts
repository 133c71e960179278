import type { Study } from '../config/study.ts'
import type { RecordOf } from '../ledger/record.ts'
import type { Decision, Estimated } from '../plan/budget.ts'
import { type ArmSize, estimateBlock_ns, type ProbeTimes, planAnswers } from '../plan/estimate.ts'
import { type Arm, recordIds } from './arm.ts'

type PlannedArm = RecordOf<'plan'>['arms'][number]

/** What an arm would cost in one of its roles. */
export interface EstimatedArm extends Estimated {
  readonly arm: Arm
  readonly role: PlannedArm['arm']
  readonly score_rows?: number
  readonly isProbed: boolean
}

/** An arm, and the null arm with its baseline. One that could not be probed stays in the plan, and costs nothing. */
export function estimateArm(
  arm: Arm,
  probe: ProbeTimes | undefined,
  { protocol, baseline }: Study,
  S: number,
): EstimatedArm[] {
  const isBaseline = arm.engine.entry.name === baseline
  const base = {
    arm,
    keep: isBaseline ? ('always' as const) : ('if-affordable' as const),
    isProbed: probe !== undefined,
  }
  const size = armSize(arm)
  const rounds_ns = probe === undefined ? 0 : protocol.rounds * estimateBlock_ns(probe, size, protocol, S)
  const answers = probe === undefined ? { estimate_ns: 0 } : planAnswers(probe, size, protocol.max_arm_ns)
  const main = { ...base, ...answers, role: 'main' as const, estimate_ns: rounds_ns + answers.estimate_ns }
  return isBaseline ? [main, { ...base, role: 'null' as const, estimate_ns: rounds_ns }] : [main]
}

function armSize({ studyCase, engine, supported }: Arm): ArmSize {
  const { capabilities, fit_depends_on } = engine.manifest
  return {
    rows_timed: studyCase.timed.positions.length,
    rows_scored: studyCase.score.positions.length,
    configurations: supported,
    exact: capabilities.exact,
    neighbors: capabilities.neighbors,
    probabilities: capabilities.probabilities,
    fit_depends_on,
  }
}

/** The estimate with what the budget decided, as the plan records it. */
export function plannedArm(estimated: EstimatedArm, affordable: Decision): PlannedArm {
  const { arm, role, estimate_ns, score_rows, isProbed } = estimated
  const unprobed = arm.supported.length === 0 ? 'unsupported' : 'failed'
  const decision = isProbed ? affordable : unprobed
  return {
    ...recordIds(arm),
    arm: role,
    threads: arm.threads,
    decision,
    estimate_ns,
    ...(score_rows === undefined || decision !== 'run' ? {} : { score_rows }),
  }
}

/** An arm of a fold: it costs the rounds nothing, and no budget rules it out. */
export function scoredArm(arm: Arm): PlannedArm {
  const decision = arm.supported.length === 0 ? 'unsupported' : 'score'
  return { ...recordIds(arm), arm: 'main', threads: arm.threads, decision, estimate_ns: 0 }
}
