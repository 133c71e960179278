import { LEDGER_SCHEMA_VERSION, type RecordOf } from '../ledger/record.ts'
import { decideBudget } from '../plan/budget.ts'
import { sha256 } from '../plan/content-key.ts'
import { type ArmSize, estimateAnswers_ns, estimateBlock_ns, type ProbeTimes } from '../plan/estimate.ts'
import { balancedSubsets } from '../plan/grid.ts'
import type { Arm } from './arm.ts'
import { failureRecord } from './failure.ts'
import type { LedgerState } from './ledger-state.ts'
import { probeArm } from './probe-arm.ts'
import type { RunContext } from './run-context.ts'

type PlanRecord = RecordOf<'plan'>
type PlannedArm = PlanRecord['arms'][number]

/** The plan of this study in this environment: the one the ledger has, or a new one after a probe of every arm. */
export async function planStage(
  cases: readonly (readonly Arm[])[],
  state: LedgerState,
  context: RunContext,
): Promise<PlanRecord> {
  const plan_key = planKey(cases, context)
  const known = state.plan(plan_key)
  if (known?.isLatest === false) context.effects.append([known.plan]) // back from a narrower run
  if (known !== undefined) return known.plan
  const probes = await probeAll(cases.flat(), state, context)
  const plan = makePlan(plan_key, cases, probes, context)
  context.effects.append([plan, ...overBudget(cases.flat(), plan)])
  return plan
}

/** Everything that a plan decides on: which arms, how many rounds, what they may cost. */
function planKey(cases: readonly (readonly Arm[])[], { study }: RunContext): string {
  const { rounds, configurations_per_round, max_arm_ns, budget_ns, seed } = study.protocol
  const arms = cases
    .flat()
    .map((arm) => [arm.studyCase.prepared.case_id, arm.engine.entry.name, arm.key, arm.supported])
  return sha256({
    arms,
    rounds,
    configurations_per_round,
    max_arm_ns,
    budget_ns,
    seed,
    baseline: study.baseline,
  })
}

async function probeAll(
  arms: readonly Arm[],
  state: LedgerState,
  context: RunContext,
): Promise<Map<Arm, ProbeTimes>> {
  const probes = new Map<Arm, ProbeTimes>()
  const able = arms.filter((arm) => arm.supported.length > 0 && state.failure(arm, null) === undefined)
  for (const [done, arm] of able.entries()) {
    const label = `${arm.studyCase.prepared.dataset}  ${arm.engine.entry.name}`
    context.effects.progress({ stage: 'probe', done, total: able.length, label })
    const times = state.probe(arm) ?? (await probeArm(arm, context))
    if (times !== undefined) probes.set(arm, times)
  }
  return probes
}

function makePlan(
  plan_key: string,
  cases: readonly (readonly Arm[])[],
  probes: ReadonlyMap<Arm, ProbeTimes>,
  { study, grid }: RunContext,
): PlanRecord {
  const { protocol, baseline } = study
  const subsets = balancedSubsets(grid, protocol.configurations_per_round)
  const estimated = cases.flat().flatMap((arm) => {
    const probe = probes.get(arm)
    if (probe === undefined) return []
    const size = armSize(arm)
    const rounds_ns = protocol.rounds * estimateBlock_ns(probe, size, protocol, subsets.length)
    const role = arm.engine.entry.name === baseline ? ('always' as const) : ('if-affordable' as const)
    const both = {
      arm,
      keep: role,
      estimate_ns: rounds_ns + estimateAnswers_ns(probe, size),
      role: 'main' as const,
    }
    return role === 'always' ? [both, { ...both, estimate_ns: rounds_ns, role: 'null' as const }] : [both]
  })
  const decisions = decideBudget(estimated, protocol)
  const arms = estimated.map(({ arm, role, estimate_ns }, index) =>
    plannedArm(arm, role, estimate_ns, decisions[index]),
  )
  const running = arms.filter(({ decision }) => decision === 'run')
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'plan',
    plan_key,
    rounds: protocol.rounds,
    subsets,
    passes: Math.floor(protocol.rounds / subsets.length),
    family_size: familySize(cases, running, baseline),
    arms,
    estimate_ns: running.reduce((sum, arm) => sum + arm.estimate_ns, 0),
  }
}

function armSize({ studyCase, engine, supported }: Arm): ArmSize {
  const { capabilities, fit_depends_on } = engine.manifest
  return {
    rows_timed: studyCase.timed.positions.length,
    rows_scored: studyCase.score.positions.length,
    configurations: supported,
    neighbors: capabilities.neighbors,
    probabilities: capabilities.probabilities,
    fit_depends_on,
  }
}

function plannedArm(
  arm: Arm,
  role: PlannedArm['arm'],
  estimate_ns: number,
  decision: PlannedArm['decision'],
): PlannedArm {
  const { studyCase, engine, threads, key } = arm
  return {
    case_id: studyCase.prepared.case_id,
    engine: engine.entry.name,
    arm: role,
    threads,
    key,
    decision,
    estimate_ns,
  }
}

/** m: every exact engine × case contrast with the baseline (design §11). */
function familySize(
  cases: readonly (readonly Arm[])[],
  running: readonly PlannedArm[],
  baseline: string,
): number {
  const exact = new Set(
    cases
      .flat()
      .filter(({ engine }) => engine.manifest.capabilities.exact)
      .map(({ engine }) => engine.entry.name),
  )
  return running.filter(({ arm, engine }) => arm === 'main' && engine !== baseline && exact.has(engine))
    .length
}

function overBudget(arms: readonly Arm[], plan: PlanRecord): RecordOf<'failure'>[] {
  const dropped = plan.arms.filter(({ decision }) => decision === 'over-budget')
  return arms.flatMap((arm) => {
    const planned = dropped.find(
      ({ case_id, key, engine }) =>
        case_id === arm.studyCase.prepared.case_id && key === arm.key && engine === arm.engine.entry.name,
    )
    if (planned === undefined) return []
    const message = `it would take about ${Math.round(planned.estimate_ns / 1e9)} s`
    return [failureRecord(arm, { configuration: null, stage: 'plan', kind: 'over-budget', message })]
  })
}
