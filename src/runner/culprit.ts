import type { Configuration } from '../config/study.ts'
import type { EngineEvent, EventOf, Job } from '../engine/protocol.ts'
import { configurationKey } from '../plan/grid.ts'

/** What to leave out of the next try: a cell, or what was asked beside the labels. */
export type Culprit =
  | { readonly part: 'labels'; readonly configuration: Configuration }
  | { readonly part: 'neighbors' | 'search'; readonly configuration: Configuration }

/** One thing that a driver does; none of its successors begins before it is over or refused. */
interface Step {
  /** Undefined where a failure costs the whole arm. */
  readonly culprit: Culprit | undefined
  /** How often it must be told, and whether an event tells it. */
  readonly times: number
  readonly isTold: (event: EngineEvent) => boolean
}

/**
 * What an engine was doing when it stopped answering, or undefined when leaving something out would not help, which
 * costs the whole arm. Follows from the order that the job fixed, the same in every driver: the first step that is
 * neither told nor refused, from the last one on that is told.
 */
export function findCulprit(job: Job, events: readonly EngineEvent[]): Culprit | undefined {
  if (!events.some(({ event }) => event === 'loaded')) return undefined
  const refused = new Set(events.flatMap(refusedBy))
  const isRefused = (culprit: Culprit): boolean => refused.has(refusalKey(culprit))
  const steps = [...timedSteps(job, isRefused), ...answerSteps(job, isRefused)]
  const told = (step: Step): number => events.filter(step.isTold).length
  const last = steps.findLastIndex((step) => told(step) > 0)
  const open = steps
    .slice(Math.max(0, last))
    .find((step) => told(step) < step.times && !(step.culprit && isRefused(step.culprit)))
  return open?.culprit
}

function refusedBy(event: EngineEvent): string[] {
  if (event.event !== 'failed' || event.configuration === undefined) return []
  return [refusalKey({ part: event.part ?? 'labels', configuration: event.configuration })]
}

/** Neighbors and searches are asked once a metric and k, whatever the weights. */
function refusalKey({ part, configuration }: Culprit): string {
  const { metric, n_neighbors } = configuration
  return part === 'labels' ? configurationKey(configuration) : `${part} ${metric} ${n_neighbors}`
}

/** Per metric: fit, first prediction, warm-up, samples, then probabilities and searches where they are timed. */
function timedSteps(
  { timed, protocol_options }: Job,
  isRefused: (culprit: Culprit) => boolean,
): readonly Step[] {
  const { repeats, time_proba, time_search } = protocol_options
  return timed.flatMap(({ metric, first, configurations }) => {
    const cells = configurations.map(cellOf)
    if (cells.every(isRefused)) return []
    const phase = (event: 'fit' | 'first' | 'warm', culprit: Culprit | undefined) =>
      step(culprit, (told) => told.event === event && told.metric === metric)
    return [
      phase('fit', undefined),
      phase('first', cellOf(first)),
      phase('warm', cellOf(first)),
      ...cells.map((cell) => sampleStep(cell, 'predict', repeats)),
      ...(time_proba ? cells.map((cell) => sampleStep(cell, 'proba', repeats)) : []),
      ...(time_search ? searchSteps(cells.filter((cell) => !isRefused(cell))) : []),
    ]
  })
}

function sampleStep(culprit: Culprit, kind: EventOf<'sample'>['kind'], times: number): Step {
  const key = refusalKey(culprit)
  const isTold = (event: EngineEvent): boolean =>
    event.event === 'sample' && event.kind === kind && configurationKey(event.configuration) === key
  return { culprit, times, isTold }
}

function searchSteps(cells: readonly Culprit[]): Step[] {
  const byK = new Map(cells.toReversed().map((cell) => [cell.configuration.n_neighbors, cell.configuration]))
  return cells.flatMap(({ configuration }) => {
    if (byK.get(configuration.n_neighbors) !== configuration) return []
    const { metric, n_neighbors } = configuration
    return [
      step(
        { part: 'search', configuration },
        (told) => told.event === 'search' && told.metric === metric && told.n_neighbors === n_neighbors,
      ),
    ]
  })
}

/** The untimed pass, metric by metric: labels in the job's order, then neighbors, where any labels came. */
function answerSteps({ untimed }: Job, isRefused: (culprit: Culprit) => boolean): Step[] {
  const { configurations, neighbors } = untimed ?? { configurations: [], neighbors: [] }
  const metrics = new Set(configurations.map(({ metric }) => metric))
  return [...metrics].flatMap((metric) => {
    const cells = configurations.filter((one) => one.metric === metric)
    const asked = neighbors.filter((one) => one.metric === metric)
    return [...cells.map(labelsStep), ...(cells.map(cellOf).every(isRefused) ? [] : asked.map(neighborsStep))]
  })
}

function neighborsStep(asked: { readonly metric: string; readonly n_neighbors: number }): Step {
  const culprit: Culprit = { part: 'neighbors', configuration: { ...asked, weights: 'uniform' } }
  return step(
    culprit,
    (told) =>
      told.event === 'neighbors' && told.metric === asked.metric && told.n_neighbors === asked.n_neighbors,
  )
}

function labelsStep(configuration: Configuration): Step {
  const key = configurationKey(configuration)
  return step(
    cellOf(configuration),
    (told) => told.event === 'result' && configurationKey(told.configuration) === key,
  )
}

function cellOf(configuration: Configuration): Culprit {
  return { part: 'labels', configuration }
}

function step(culprit: Culprit | undefined, isTold: Step['isTold']): Step {
  return { culprit, times: 1, isTold }
}
