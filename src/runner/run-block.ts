import { randomUUID } from 'node:crypto'
import type { Configuration } from '../config/study.ts'
import type { EngineEvent } from '../engine/protocol.ts'
import { LEDGER_SCHEMA_VERSION, type LedgerRecord, type RecordOf } from '../ledger/record.ts'
import type { Group } from '../plan/schedule.ts'
import type { Arm } from './arm.ts'
import { findCulprit } from './culprit.ts'
import type { EngineOutcome } from './engine-process.ts'
import { expectedLabels } from './expected-labels.ts'
import { failedEvents, failureRecord } from './failure.ts'
import { Interrupted } from './interrupted.ts'
import { blockJob } from './job.ts'
import type { ArmRole, LedgerState } from './ledger-state.ts'
import { stealShare } from './machine.ts'
import { remainingRuns } from './remaining-runs.ts'
import { type RunContext, silence_ns } from './run-context.ts'

export interface BlockPlace {
  readonly arm: Arm
  readonly role: ArmRole
  readonly group: Group<unknown>
  readonly group_id: string
  readonly attempt: number
  readonly position: number
  readonly session_id: string
}

/**
 * Measures one arm within one round in one fresh process and writes its records in one go. If the
 * process ends badly its block is void, the configuration that ended it is recorded and left out,
 * and the block is repeated without it, so that each counting block is one whole process.
 */
export async function runBlock(place: BlockPlace, state: LedgerState, context: RunContext): Promise<void> {
  for (;;) {
    const runs = remainingRuns(place.group, place.arm, state)
    if (runs.length === 0) return
    const { arm } = place
    const folder = context.effects.createFolder()
    try {
      const job = blockJob(arm, context.study.task, folder, context.study.protocol, runs)
      const before = context.effects.cpuTicks()
      const block = blockRecord(
        place,
        runs.flatMap(({ configurations }) => configurations),
        context,
      )
      const task = {
        command: arm.engine.command,
        cores: 'engine' as const,
        job,
        folder,
        silence_ns: silence_ns(context),
        cancel: context.cancel,
      }
      const outcome = await context.effects.runEngine(task)
      if (outcome.kind === 'interrupted') throw new Interrupted()
      const steal_share = stealShare(before, context.effects.cpuTicks())
      const changed = outcome.kind === 'done' ? changedLabels(arm, outcome.events, state, context) : []
      context.effects.append([
        block,
        ...measurements(block, outcome.events),
        endRecord(block, outcome, changed, steal_share),
        ...(outcome.kind === 'done' ? failedEvents(arm, outcome.events, 'round') : []),
        ...changed.map((configuration) => changedRecord(place, configuration)),
      ])
      if (outcome.kind === 'done' && changed.length === 0) return
      if (outcome.kind === 'done') continue
      const culprit = findCulprit(job, outcome.events)
      const gone = culprit.kind === 'arm' ? [null] : culprit.configurations
      const { kind, message } = outcome
      context.effects.append(
        gone.map((configuration) =>
          failureRecord(arm, { configuration, stage: 'round', kind, message, arm: place.role }),
        ),
      )
    } finally {
      context.effects.discard(folder)
    }
  }
}

function blockRecord(
  place: BlockPlace,
  configurations: Configuration[],
  { effects }: RunContext,
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
    configurations,
    started_at: effects.timestamp(),
    load_1m: effects.load_1m(),
  }
}

const MEASUREMENTS = new Set<EngineEvent['event']>(['memory', 'loaded', 'fit', 'first', 'sample', 'search'])

function measurements({ block_id }: RecordOf<'block'>, events: readonly EngineEvent[]): LedgerRecord[] {
  return events
    .filter(({ event }) => MEASUREMENTS.has(event))
    .map((value) => ({ schema: LEDGER_SCHEMA_VERSION, type: 'measurement', block_id, value }))
}

function endRecord(
  { block_id }: RecordOf<'block'>,
  outcome: EngineOutcome,
  changed: readonly Configuration[],
  steal_share: number | null,
): RecordOf<'block-end'> {
  const ending =
    outcome.kind === 'done' ? (changed.length > 0 ? 'changed-answers' : 'measured') : outcome.kind
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'block-end',
    block_id,
    outcome: ending,
    message: outcome.kind === 'done' ? null : outcome.message,
    wall_ns: outcome.wall_ns,
    steal_share,
    cpu_series: [...outcome.series],
  }
}

/** Cells whose labels differ from those that were graded, or from an earlier round's. */
function changedLabels(
  arm: Arm,
  events: readonly EngineEvent[],
  state: LedgerState,
  { effects }: RunContext,
): Configuration[] {
  return events.flatMap((event) => {
    if (event.event !== 'sample' || event.labels_sha256 === undefined) return []
    const expected =
      state.labelsOf(arm, event.configuration) ??
      expectedLabels(arm, event.configuration, state, effects.readLabels)
    return expected === undefined || expected === event.labels_sha256 ? [] : [event.configuration]
  })
}

function changedRecord({ arm, role }: BlockPlace, configuration: Configuration): RecordOf<'failure'> {
  const message = 'the timed labels are not those that were graded'
  return failureRecord(arm, { configuration, stage: 'round', kind: 'changed-answers', message, arm: role })
}
