import { createHash } from 'node:crypto'
import { canonicalJson } from '../../config/canonical-json.ts'
import type { RecordOf } from '../record.ts'

type Plan = RecordOf<'plan'>
type PlannedArm = Plan['arms'][number]

/** What was decided on one machine holds for all: later in this list is graver. */
const GRAVITY = ['run', 'score', 'unsupported', 'over-budget', 'failed'] as const

/**
 * One plan of the plans of all parts, whatever their order. They agree in arms, rounds and subsets; keys differ with
 * the environment and estimates with the machine. m is the largest, so that no verdict is easier than in any part.
 */
export function mergedPlan(plans: readonly Plan[]): Plan {
  const [first] = plans
  const arms = first.arms.map((_, i) => mergedArm(plans.map((plan) => plan.arms[i])))
  const running = arms.filter(({ decision }) => decision === 'run')
  return {
    schema: first.schema,
    type: 'plan',
    plan_key: sha256(canonicalJson({ merged: distinct(plans.map(({ plan_key }) => plan_key)) })),
    rounds: first.rounds,
    subsets: first.subsets,
    passes: first.passes,
    merged: { shards: Math.max(...plans.map(({ shard }) => shard?.of ?? 0)) },
    family_size: Math.max(...plans.map(({ family_size }) => family_size)),
    dataset_families: first.dataset_families.map(({ dataset }) => ({
      dataset,
      family_size: Math.max(
        ...plans.flatMap(({ dataset_families }) =>
          dataset_families.filter((one) => one.dataset === dataset).map(({ family_size }) => family_size),
        ),
      ),
    })),
    arms,
    estimate_ns: running.reduce((sum, { estimate_ns }) => sum + estimate_ns, 0),
  }
}

function mergedArm(planned: readonly PlannedArm[]): PlannedArm {
  const [{ case_id, engine, arm, threads }] = planned
  const [key, ...other_keys] = distinct(planned.map((one) => one.key))
  const rows = planned.flatMap(({ score_rows }) => score_rows ?? [])
  return {
    case_id,
    engine,
    arm,
    threads,
    key,
    ...(other_keys.length === 0 ? {} : { other_keys }),
    decision: GRAVITY[Math.max(...planned.map(({ decision }) => GRAVITY.indexOf(decision)))],
    estimate_ns: Math.max(...planned.map(({ estimate_ns }) => estimate_ns)),
    ...(rows.length < planned.length ? {} : { score_rows: Math.min(...rows) }),
  }
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
