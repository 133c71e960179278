import type { EngineEvent } from '../engine/protocol.ts'
import { LEDGER_SCHEMA_VERSION, type LedgerRecord } from '../ledger/record.ts'
import type { ProbeTimes } from '../plan/estimate.ts'
import type { Arm } from './arm.ts'
import { failureRecord } from './failure.ts'
import { probeJob } from './job.ts'
import type { RunContext } from './run-context.ts'
import { runEngine } from './run-engine.ts'

/** One fit and a few rows per metric: what the arm will cost. A failed probe is recorded and gives undefined. */
export async function probeArm(arm: Arm, context: RunContext): Promise<ProbeTimes | undefined> {
  const { effects, study } = context
  const folder = effects.createFolder()
  try {
    const outcome = await runEngine(arm, probeJob(arm, study.task, folder), 'engine', context)
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
    const times = probeTimes(outcome.events, outcome.wall_ns, arm.studyCase.probe.positions.length)
    effects.append([probeRecord(arm, times)])
    return times
  } finally {
    effects.discard(folder)
  }
}

function probeTimes(events: readonly EngineEvent[], wall_ns: number, rows: number): ProbeTimes {
  const fits_ns = events.map((event) => (event.event === 'fit' ? event.fit_ns : 0))
  const firsts_ns = events.map((event) => (event.event === 'first' ? event.first_ns : 0))
  const rows_ns = events.flatMap((event) => (event.event === 'sample' ? [event.predict_ns / rows] : []))
  const fit_ns = sum(fits_ns)
  const predict_row_ns = rows_ns.length === 0 ? 0 : sum(rows_ns) / rows_ns.length
  const predictions_ns = sum(firsts_ns) + 2 * sum(rows_ns) * rows // first, warm-up and sample
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
