import type { Configuration } from '../config/study.ts'
import type { EngineEvent } from '../engine/protocol.ts'
import { LEDGER_SCHEMA_VERSION, type RecordOf } from '../ledger/record.ts'
import type { Arm } from './arm.ts'

type Failure = RecordOf<'failure'>

/** A `failure` record of one cell, or of the whole arm where `configuration` is null. */
export function failureRecord(
  arm: Arm,
  what: Pick<Failure, 'stage' | 'kind' | 'message'> & {
    readonly configuration: Configuration | null
    readonly arm?: Failure['arm']
  },
): Failure {
  const { configuration, stage, kind, message } = what
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'failure',
    case_id: arm.studyCase.prepared.case_id,
    engine: arm.engine.entry.name,
    arm: what.arm ?? 'main',
    key: arm.key,
    configuration,
    stage,
    kind,
    message,
  }
}

/** The engine's own `failed` events as records. */
export function failedEvents(arm: Arm, events: readonly EngineEvent[], stage: Failure['stage']): Failure[] {
  return events.flatMap((event) =>
    event.event === 'failed'
      ? [
          failureRecord(arm, {
            configuration: event.configuration ?? null,
            stage,
            kind: event.kind,
            message: event.message,
          }),
        ]
      : [],
  )
}
