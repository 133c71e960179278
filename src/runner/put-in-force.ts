import type { LedgerRecord, RecordOf } from '../ledger/record.ts'

type PlanRecord = RecordOf<'plan'>

/**
 * The records that put a plan in force: itself, and before it what describes its study, data and engines. They come
 * together, so that a report never joins the words of a run that was cut off before its plan to another's grades.
 * None if the plan in force says it all already.
 */
export function putInForce(
  plan: PlanRecord,
  changed: readonly LedgerRecord[],
  inForce: PlanRecord | undefined,
): LedgerRecord[] {
  const isKnown = changed.length === 0 && inForce !== undefined && saysAll(inForce, plan)
  return isKnown ? [] : [...changed, plan]
}

/** The same plan, or one that times what the other only answers. */
function saysAll(inForce: PlanRecord, plan: PlanRecord): boolean {
  if (inForce.plan_key === plan.plan_key) return true
  const timed = new Set(inForce.arms.map(({ case_id, engine, key }) => [case_id, engine, key].join(' ')))
  return (
    plan.rounds === 0 &&
    plan.arms.every(({ case_id, engine, key }) => timed.has([case_id, engine, key].join(' ')))
  )
}
