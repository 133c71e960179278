import type { Configuration } from '../config/study.ts'
import type { EngineEvent } from '../engine/protocol.ts'
import { LEDGER_SCHEMA_VERSION, type RecordOf } from '../ledger/record.ts'
import { type Arm, recordIds } from './arm.ts'

type Failure = RecordOf<'failure'>
type Fallback = RecordOf<'fallback'>

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
    ...recordIds(arm),
    arm: what.arm ?? 'main',
    configuration,
    stage,
    kind,
    message,
  }
}

/** The engine's own `failed` events as records: of cells, of the arm, or of what was asked beside the labels. */
export function failedEvents(
  arm: Arm,
  events: readonly EngineEvent[],
  occasion: Occasion,
): (Failure | Fallback)[] {
  return events.flatMap((event): (Failure | Fallback)[] => {
    if (event.event !== 'failed') return []
    const { configuration, kind, message, part } = event
    if (part === undefined || configuration === undefined)
      return [failureRecord(arm, { ...occasion, configuration: configuration ?? null, kind, message })]
    return [fallbackRecord(arm, { part, configuration }, { kind, message })]
  })
}

/** A `fallback` record: from here on the arm goes without this part. */
export function fallbackRecord(
  arm: Arm,
  { part, configuration }: Pick<Fallback, 'part' | 'configuration'>,
  { kind, message }: Pick<Fallback, 'kind' | 'message'>,
): Fallback {
  const ids = recordIds(arm)
  return { schema: LEDGER_SCHEMA_VERSION, type: 'fallback', ...ids, configuration, part, kind, message }
}

/** The `leftover` record of a process, if what it started outlived it. */
export function leftoverRecords(
  arm: Arm,
  { left_processes: processes }: { readonly left_processes: number },
): RecordOf<'leftover'>[] {
  if (processes === 0) return []
  return [{ schema: LEDGER_SCHEMA_VERSION, type: 'leftover', ...recordIds(arm), processes }]
}
