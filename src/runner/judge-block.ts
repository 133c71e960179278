import type { Configuration } from '../config/study.ts'
import type { Job } from '../engine/protocol.ts'
import type { RecordOf } from '../ledger/record.ts'
import { configurationKey } from '../plan/grid.ts'
import type { BlockPlace } from './block-records.ts'
import { findCulprit } from './culprit.ts'
import { failedEvents, failureRecord, fallbackRecord } from './failure.ts'
import type { ArmOutcome } from './run-engine.ts'
import { sampleFault } from './sample-fault.ts'
import { refusedConfiguration } from './unsettled.ts'

type Failure = RecordOf<'failure'>

export interface JudgedBlock {
  /** A block counts if it is `measured`. */
  readonly ending: RecordOf<'block-end'>['outcome']
  /** What the arm no longer times; never empty for a block that does not count. */
  readonly failures: readonly (Failure | RecordOf<'fallback'>)[]
}

/** Whether a block counts, and what its process could not do. */
export function judgeBlock(
  { arm, role }: BlockPlace,
  job: Job,
  outcome: ArmOutcome,
  changed: readonly Configuration[],
): JudgedBlock {
  const { events } = outcome
  const failure = (configuration: Configuration | null, kind: Failure['kind'], message: string): Failure =>
    failureRecord(arm, { configuration, stage: 'round', kind, message, arm: role })
  const refused = failedEvents(arm, events, { stage: 'round', arm: role })
  if (outcome.kind !== 'done') {
    const { kind, message } = outcome
    const culprit = findCulprit(job, events)
    const ended =
      culprit === undefined || culprit.part === 'labels'
        ? failure(culprit?.configuration ?? null, kind, message)
        : fallbackRecord(arm, culprit, { kind, message })
    return { ending: kind, failures: [...refused, ended] }
  }
  const asked = job.timed.flatMap(({ configurations }) => configurations)
  const refusals = new Set(events.flatMap(refusedConfiguration).map(configurationKey))
  const spoilt = asked.flatMap((configuration) => {
    const message = refusals.has(configurationKey(configuration))
      ? undefined
      : sampleFault(configuration, job, events)
    return message === undefined ? [] : [failure(configuration, 'error', message)]
  })
  const moved = changed.map((configuration) =>
    failure(configuration, 'changed-answers', 'the timed labels are not those that were graded'),
  )
  return {
    ending: changed.length > 0 ? 'changed-answers' : 'measured',
    failures: [...refused, ...spoilt, ...moved],
  }
}
