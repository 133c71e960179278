import type { Configuration } from '../config/study.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import type { RecordOf } from '../ledger/record.ts'
import { configurationKey } from '../plan/grid.ts'
import { type AnswerFiles, announcedFiles, answerFault } from './answer-files.ts'
import type { Arm } from './arm.ts'
import { findCulprit } from './culprit.ts'
import type { Effects } from './effects.ts'
import { failedEvents, failureRecord } from './failure.ts'
import { answersJob } from './job.ts'
import type { RunContext } from './run-context.ts'
import { runEngine } from './run-engine.ts'
import { unsettled } from './unsettled.ts'

/**
 * The untimed pass of one arm: all configurations in one process. A process that ends badly is
 * started again without the configuration that ended it, until one finishes or nothing is left.
 * The files lie in `folder`, which the caller discards.
 */
export async function answerArm(
  arm: Arm,
  configurations: readonly Configuration[],
  folder: string,
  context: RunContext,
): Promise<AnswerFiles | undefined> {
  const { effects, study } = context
  let remaining = configurations
  while (remaining.length > 0) {
    const job = answersJob(arm, study.task, folder, remaining)
    const outcome = await runEngine(arm, job, 'any', context)
    if (outcome.kind === 'done') return usableFiles(arm, job, outcome.events, effects)
    const { kind, message, events } = outcome
    const configuration = findCulprit(job, events) ?? null
    const failure = failureRecord(arm, { configuration, stage: 'answers', kind, message })
    effects.append([...failedEvents(arm, events, { stage: 'answers' }), failure])
    if (configuration === null) return undefined
    remaining = without(remaining, configuration, events)
  }
  return undefined
}

/** Records what an engine refused, passed over or spoilt; the rest can be graded. */
function usableFiles(arm: Arm, job: Job, events: readonly EngineEvent[], effects: Effects): AnswerFiles {
  const files = announcedFiles(events, job.out)
  const faults = new Map(files.labels.map((cell) => [cell, answerFault(cell, job.n_classes)]))
  const failures = files.labels.flatMap((cell) => {
    const message = faults.get(cell)
    return message === undefined ? [] : [answerError(arm, cell.configuration, message)]
  })
  const silent = unsettled(job.untimed?.configurations ?? [], events)
  effects.append([
    ...failedEvents(arm, events, { stage: 'answers' }),
    ...silent.map((configuration) =>
      answerError(arm, configuration, 'the engine gave no answer for this configuration'),
    ),
    ...failures,
  ])
  return { ...files, labels: files.labels.filter((cell) => faults.get(cell) === undefined) }
}

function answerError(arm: Arm, configuration: Configuration, message: string): RecordOf<'failure'> {
  return failureRecord(arm, { configuration, stage: 'answers', kind: 'error', message })
}

/** What is left to ask after an accident: not the culprit, nor what the engine refused itself. */
function without(
  configurations: readonly Configuration[],
  culprit: Configuration,
  events: readonly EngineEvent[],
): readonly Configuration[] {
  const refused = events.flatMap((event) =>
    event.event === 'failed' && event.configuration ? [event.configuration] : [],
  )
  const gone = new Set([culprit, ...refused].map(configurationKey))
  return configurations.filter((configuration) => !gone.has(configurationKey(configuration)))
}
