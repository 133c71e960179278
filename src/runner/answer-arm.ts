import { basename, join } from 'node:path'
import type { Configuration } from '../config/study.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { configurationKey } from '../plan/grid.ts'
import type { Arm } from './arm.ts'
import { findCulprit } from './culprit.ts'
import { failedEvents, failureRecord } from './failure.ts'
import { Interrupted } from './interrupted.ts'
import { answersJob } from './job.ts'
import { type RunContext, silence_ns } from './run-context.ts'

export interface AnswerFiles {
  readonly labels: {
    readonly configuration: Configuration
    readonly file: string
    readonly probabilities: string | null
  }[]
  readonly neighbors: {
    readonly metric: string
    readonly n_neighbors: number
    readonly indices: string
    readonly distances: string
  }[]
}

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
  const { effects, cancel, study } = context
  let remaining = configurations
  while (remaining.length > 0) {
    const job = answersJob(arm, study.task, folder, remaining)
    const outcome = await effects.runEngine({
      command: arm.engine.command,
      cores: 'any',
      job,
      folder,
      silence_ns: silence_ns(context),
      cancel,
    })
    if (outcome.kind === 'interrupted') throw new Interrupted()
    effects.append(failedEvents(arm, outcome.events, 'answers'))
    if (outcome.kind === 'done') {
      effects.append(unanswered(remaining, outcome.events).map((configuration) => silent(arm, configuration)))
      return answerFiles(outcome.events, job)
    }
    const { kind, message } = outcome
    const culprit = findCulprit(job, outcome.events)
    if (culprit.kind === 'arm') {
      effects.append([failureRecord(arm, { configuration: null, stage: 'answers', kind, message })])
      return undefined
    }
    effects.append(
      culprit.configurations.map((configuration) =>
        failureRecord(arm, { configuration, stage: 'answers', kind, message }),
      ),
    )
    remaining = without(remaining, culprit.configurations, outcome.events)
  }
  return undefined
}

/** Configurations that an engine passed over without a word. */
function unanswered(
  configurations: readonly Configuration[],
  events: readonly EngineEvent[],
): Configuration[] {
  const told = events.flatMap((event) =>
    (event.event === 'result' || event.event === 'failed') && event.configuration
      ? [configurationKey(event.configuration)]
      : [],
  )
  return configurations.filter((configuration) => !told.includes(configurationKey(configuration)))
}

function silent(arm: Arm, configuration: Configuration): ReturnType<typeof failureRecord> {
  return failureRecord(arm, {
    configuration,
    stage: 'answers',
    kind: 'error',
    message: 'the engine gave no answer for this configuration',
  })
}

/** What is left to ask after an accident: not the culprits, nor what the engine refused itself. */
function without(
  configurations: readonly Configuration[],
  culprits: readonly Configuration[],
  events: readonly EngineEvent[],
): readonly Configuration[] {
  const refused = events.flatMap((event) =>
    event.event === 'failed' && event.configuration ? [event.configuration] : [],
  )
  const gone = new Set([...culprits, ...refused].map(configurationKey))
  return configurations.filter((configuration) => !gone.has(configurationKey(configuration)))
}

function answerFiles(events: readonly EngineEvent[], job: Job): AnswerFiles {
  const path = (name: string): string => join(job.out, basename(name)) // an engine names files in its own folder only
  return {
    labels: events.flatMap((event) =>
      event.event === 'result'
        ? [
            {
              configuration: event.configuration,
              file: path(event.labels),
              probabilities: event.probabilities === null ? null : path(event.probabilities),
            },
          ]
        : [],
    ),
    neighbors: events.flatMap((event) =>
      event.event === 'neighbors'
        ? [
            {
              metric: event.metric,
              n_neighbors: event.n_neighbors,
              indices: path(event.indices),
              distances: path(event.distances),
            },
          ]
        : [],
    ),
  }
}
