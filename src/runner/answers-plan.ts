import type { Shard } from '../config/shard.ts'
import { LEDGER_SCHEMA_VERSION, type RecordOf } from '../ledger/record.ts'
import { sha256 } from '../plan/content-key.ts'
import type { Arm } from './arm.ts'

type PlanRecord = RecordOf<'plan'>

/** The plan of a run that only answers: no rounds, but the arms and keys whose grades a report has to show. */
export function answersPlan(arms: readonly Arm[], shard: Shard | undefined): PlanRecord {
  const planned = arms.map(({ studyCase, engine, threads, key }): PlanRecord['arms'][number] => ({
    case_id: studyCase.prepared.case_id,
    engine: engine.entry.name,
    arm: 'main',
    threads,
    key,
    decision: 'run',
    estimate_ns: 0,
  }))
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'plan',
    plan_key: sha256({ answers: planned, shard }),
    rounds: 0,
    subsets: [],
    passes: 0,
    ...(shard === undefined ? {} : { shard }),
    family_size: 0,
    dataset_families: [],
    arms: planned,
    estimate_ns: 0,
  }
}
