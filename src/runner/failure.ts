import type { Configuration } from '../config/study.ts'
import type { EngineEvent } from '../engine/protocol.ts'
import { LEDGER_SCHEMA_VERSION, type RecordOf } from '../ledger/record.ts'
import type { Arm } from './arm.ts'

type Failure = RecordOf<'failure'>

/** When something failed; `arm` is `main` where the null arm has no part in it. */
type Occasion = Pick<Failure, 'stage'> & Partial<Pick<Failure, 'arm'>>

/** A `failure` record of one cell, or of the whole arm where `configuration` is null. */
export function failureRecord(
  arm: Arm,
  what: Occasion & Pick<Failure, 'kind' | 'message'> & { readonly configuration: Configuration | null },
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
export function failedEvents(arm: Arm, events: readonly EngineEvent[], occasion: Occasion): Failure[] {
  return events.flatMap((event) => {
    if (event.event !== 'failed') return []
    const { configuration = null, kind, message } = event
    return [failureRecord(arm, { ...occasion, configuration, kind, message })]
  })
}
