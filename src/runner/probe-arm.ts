import { LEDGER_SCHEMA_VERSION, type LedgerRecord } from '../ledger/record.ts'
import type { ProbeTimes } from '../plan/estimate.ts'
import type { Arm } from './arm.ts'
import { failureRecord, leftoverRecords } from './failure.ts'
import { probeJob } from './job.ts'
import type { RunContext } from './run-context.ts'
import { type ArmOutcome, runEngine } from './run-engine.ts'
import { untilUnstopped } from './until-unstopped.ts'

/** One fit and a few rows per metric: what the arm will cost. A failed probe is recorded and gives undefined. */
export async function probeArm(arm: Arm, context: RunContext): Promise<ProbeTimes | undefined> {
  const { effects, study } = context
  const folder = effects.createFolder()
  try {
    const job = probeJob(arm, study, folder)
    // A time that holds a pause of the host is no estimate.
    const outcome = await untilUnstopped(
      () => runEngine(arm, job, 'engine', context),
      ({ stopped_ns }) => stopped_ns > 0,
    )
    effects.append(leftoverRecords(arm, outcome))
    if (outcome.kind !== 'done') {
      effects.append([
        failureRecord(arm, {
          configuration: null,
          stage: 'plan',
          kind: outcome.kind,
          message: outcome.message,
        }),
      ])
      return undefined
    }
    const times = probeTimes(outcome, arm.studyCase.probe.positions.length)
    effects.append([probeRecord(arm, times)])
    return times
  } finally {
    effects.discard(folder)
  }
}

function probeTimes({ events, wall_ns }: Pick<ArmOutcome, 'events' | 'wall_ns'>, rows: number): ProbeTimes {
  const fit_ns = sum(events.map((event) => (event.event === 'fit' ? event.fit_ns : 0)))
  const first_ns = sum(events.map((event) => (event.event === 'first' ? event.first_ns : 0)))
  const warmups = Math.max(0, ...events.map((event) => (event.event === 'warm' ? event.calls : 0)))
  const rows_ns = events.flatMap((event) => (event.event === 'sample' ? [event.predict_ns / rows] : []))
  const predict_row_ns = rows_ns.length === 0 ? 0 : sum(rows_ns) / rows_ns.length
  const predictions_ns = first_ns + (warmups + 1) * sum(rows_ns) * rows
  return { startup_ns: Math.max(0, wall_ns - fit_ns - predictions_ns), fit_ns, predict_row_ns }
}

function probeRecord(arm: Arm, times: ProbeTimes): LedgerRecord {
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'probe',
    case_id: arm.studyCase.prepared.case_id,
    engine: arm.engine.entry.name,
    key: arm.key,
    ...times,
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
