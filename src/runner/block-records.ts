import { randomUUID } from 'node:crypto'
import type { EngineEvent } from '../engine/protocol.ts'
import { LEDGER_SCHEMA_VERSION, type LedgerRecord, type RecordOf } from '../ledger/record.ts'
import type { Group, MetricRun } from '../plan/schedule.ts'
import type { Arm } from './arm.ts'
import type { Effects } from './effects.ts'
import type { ArmRole } from './ledger-state.ts'
import type { ArmOutcome } from './run-engine.ts'

export interface BlockPlace {
  readonly arm: Arm
  readonly role: ArmRole
  readonly group: Group<unknown>
  readonly group_id: string
  readonly attempt: number
  readonly position: number
  readonly session_id: string
  /** `asleep_ns` of the effects when the group began. */
  readonly asleep_ns: number
}

/** A block that is about to start. */
export function blockRecord(
  place: BlockPlace,
  runs: readonly MetricRun[],
  effects: Effects,
): RecordOf<'block'> {
  const { arm, role, group, group_id, attempt, position, session_id } = place
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'block',
    block_id: randomUUID(),
    group_id,
    group_attempt: attempt,
    supersedes: attempt === 0 ? null : attempt - 1,
    session_id,
    round: group.round,
    subset: group.subset,
    position,
    case_id: group.case_id,
    engine: arm.engine.entry.name,
    arm: role,
    threads: arm.threads,
    key: arm.key,
    seed: group.seed,
    configurations: runs.flatMap(({ configurations }) => configurations),
    started_at: effects.timestamp(),
    load_1m: effects.load_1m(),
  }
}

const MEASUREMENTS = new Set<EngineEvent['event']>(['memory', 'loaded', 'fit', 'first', 'sample', 'search'])

/** What an engine measured in a block, event by event. */
export function measurements(
  { block_id }: RecordOf<'block'>,
  events: readonly EngineEvent[],
): LedgerRecord[] {
  return events
    .filter(({ event }) => MEASUREMENTS.has(event))
    .map((value) => ({ schema: LEDGER_SCHEMA_VERSION, type: 'measurement', block_id, value }))
}

/** How a block ended. */
export function endRecord(
  { block_id }: RecordOf<'block'>,
  process: ArmOutcome,
  outcome: RecordOf<'block-end'>['outcome'],
  steal_share: number | null,
): RecordOf<'block-end'> {
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'block-end',
    block_id,
    outcome,
    message: process.kind === 'done' ? null : process.message,
    wall_ns: process.wall_ns,
    steal_share,
    cpu_series: [...process.series],
  }
}
