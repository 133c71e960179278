import type { Shard } from '../config/shard.ts'
import type { Protocol } from '../config/study.ts'
import { LEDGER_SCHEMA_VERSION, type RecordOf } from '../ledger/record.ts'
import { decideBudget } from '../plan/budget.ts'
import { sha256 } from '../plan/content-key.ts'
import type { ProbeTimes } from '../plan/estimate.ts'
import { balancedSubsets } from '../plan/grid.ts'
import type { Arm } from './arm.ts'
import { estimateArm, plannedArm, scoredArm } from './estimate-arm.ts'
import { failureRecord } from './failure.ts'
import { familySizes } from './family-sizes.ts'
import type { LedgerState } from './ledger-state.ts'
import { probeArm } from './probe-arm.ts'
import type { RunContext } from './run-context.ts'
import { isTimedCase } from './study-case.ts'

type PlanRecord = RecordOf<'plan'>

/** The plan of this study in this environment: the one the ledger has, or a new one after a probe of every arm. */
export async function planStage(
  cases: readonly (readonly Arm[])[],
  state: LedgerState,
  context: RunContext,
): Promise<PlanRecord> {
  const plan_key = planKey(cases, context)
  const known = state.plan(plan_key)
  if (known !== undefined) return known
  const timed = cases.filter((arms) => arms.every(({ studyCase }) => isTimedCase(studyCase)))
  const folds = cases.filter((arms) => !timed.includes(arms)).flat()
  const probes = await probeAll(timed.flat(), state, context)
  const plan = makePlan(plan_key, timed, folds, probes, context)
  context.effects.append(overBudget(cases.flat(), plan))
  return plan
}

/** Everything that a plan decides on: which arms, how many rounds, what they may cost. */
function planKey(cases: readonly (readonly Arm[])[], { study, shard }: RunContext): string {
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
    shard,
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
  folds: readonly Arm[],
  probes: ReadonlyMap<Arm, ProbeTimes>,
  { study, grid, shard }: RunContext,
): PlanRecord {
  const { protocol, baseline } = study
  const subsets = balancedSubsets(grid, protocol.configurations_per_round)
  const estimated = cases.flat().flatMap((arm) => estimateArm(arm, probes.get(arm), study, subsets.length))
  const decisions = decideBudget(estimated, shardedBudget(protocol, shard))
  const arms = estimated.map((one, index) => plannedArm(one, decisions[index]))
  const running = arms.filter(({ decision }) => decision === 'run')
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'plan',
    plan_key,
    rounds: protocol.rounds,
    subsets,
    passes: Math.floor(protocol.rounds / subsets.length),
    ...(shard === undefined ? {} : { shard }),
    ...familySizes(cases, running, baseline),
    arms: [...arms, ...folds.map(scoredArm)],
    estimate_ns: running.reduce((sum, arm) => sum + arm.estimate_ns, 0),
  }
}

/** Every shard plans the whole study, so that all decide alike, and each has the budget for its part. */
function shardedBudget(protocol: Protocol, shard: Shard | undefined): Protocol {
  const { budget_ns } = protocol
  if (budget_ns === undefined || shard === undefined) return protocol
  return { ...protocol, budget_ns: budget_ns * shard.of }
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
