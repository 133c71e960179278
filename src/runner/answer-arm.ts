import type { Configuration } from '../config/study.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import type { RecordOf } from '../ledger/record.ts'
import { configurationKey } from '../plan/grid.ts'
import { type AnswerFiles, announcedFiles, answerFault } from './answer-files.ts'
import type { Arm } from './arm.ts'
import { findCulprit } from './culprit.ts'
import type { Effects } from './effects.ts'
import { failedEvents, failureRecord, fallbackRecord, leftoverRecords } from './failure.ts'
import { answersJob } from './job.ts'
import type { LedgerState } from './ledger-state.ts'
import type { RunContext } from './run-context.ts'
import { runEngine } from './run-engine.ts'
import { refusedConfiguration, unsettled } from './unsettled.ts'

/** What is still to be answered by one arm. */
interface Asked {
  readonly arm: Arm
  readonly configurations: readonly Configuration[]
  readonly folder: string
}

/**
 * The untimed pass of one arm: all configurations in one process. A process that ends badly is
 * started again without the configuration, or the neighbors, that ended it, until one finishes or
 * nothing is left. The files lie in `folder`, which the caller discards.
 */
export async function answerArm(
  { arm, configurations, folder }: Asked,
  state: LedgerState,
  context: RunContext,
): Promise<AnswerFiles | undefined> {
  const { effects, study } = context
  const goesWithout = (metric: string): boolean => state.goesWithout(arm, 'neighbors', metric)
  let remaining = configurations
  while (remaining.length > 0) {
    const job = answersJob(arm, study.task, folder, { configurations: remaining, goesWithout })
    const outcome = await runEngine(arm, job, 'any', context)
    effects.append(leftoverRecords(arm, outcome))
    if (outcome.kind === 'done') return usableFiles(arm, job, outcome.events, effects)
    const { kind, message, events } = outcome
    const culprit = findCulprit(job, events)
    effects.append(failedEvents(arm, events, { stage: 'answers' }))
    if (culprit !== undefined && culprit.part !== 'labels') {
      effects.append([fallbackRecord(arm, culprit, { kind, message })])
      continue
    }
    const configuration = culprit?.configuration ?? null
    effects.append([failureRecord(arm, { configuration, stage: 'answers', kind, message })])
    if (configuration === null) return undefined
    remaining = without(remaining, configuration, events)
  }
  return undefined
}

/** Records what an engine refused, passed over or spoilt; the rest can be graded. */
function usableFiles(arm: Arm, job: Job, events: readonly EngineEvent[], effects: Effects): AnswerFiles {
  const files = announcedFiles(events, job.out)
  const silentOn = silentMetrics(job, files, events)
  const expected = { task: job.task, rows: arm.scored.positions.length, n_classes: job.n_classes }
  const faults = new Map(
    files.labels.map((cell) => [
      cell,
      silentOn.has(cell.configuration.metric) ? NO_NEIGHBORS : answerFault(cell, expected),
    ]),
  )
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

/**
 * Neighbors that were asked for and neither came nor were refused: without them the answers would pass on labels
 * alone, though the manifest promises more.
 */
function silentMetrics({ untimed }: Job, files: AnswerFiles, events: readonly EngineEvent[]): Set<string> {
  const refused = events.flatMap((event) =>
    event.event === 'failed' && event.part === 'neighbors' ? [event.configuration?.metric] : [],
  )
  const missing = (untimed?.neighbors ?? []).filter(
    (asked) =>
      !refused.includes(asked.metric) &&
      !files.neighbors.some(
        ({ metric, n_neighbors }) => metric === asked.metric && n_neighbors === asked.n_neighbors,
      ),
  )
  return new Set(missing.map(({ metric }) => metric))
}

const NO_NEIGHBORS =
  'the manifest says that the engine tells neighbors, but it told none of this metric at the k it was asked for'

function answerError(arm: Arm, configuration: Configuration, message: string): RecordOf<'failure'> {
  return failureRecord(arm, { configuration, stage: 'answers', kind: 'error', message })
}

/** What is left to ask after an accident: not the culprit, nor what the engine refused itself. */
function without(
  configurations: readonly Configuration[],
  culprit: Configuration,
  events: readonly EngineEvent[],
): readonly Configuration[] {
  const refused = events.flatMap(refusedConfiguration)
  const gone = new Set([culprit, ...refused].map(configurationKey))
  return configurations.filter((configuration) => !gone.has(configurationKey(configuration)))
}
