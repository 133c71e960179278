import type { Configuration } from '../config/study.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { unsettled } from './unsettled.ts'

/**
 * What an engine was doing when it stopped answering: the configuration to leave out of the next
 * try, or undefined when it was none, which costs the whole arm. Follows from the order that the job fixed.
 */
export function findCulprit(job: Job, events: readonly EngineEvent[]): Configuration | undefined {
  if (!events.some(({ event }) => event === 'loaded')) return undefined
  for (const { metric, first, configurations } of job.timed) {
    const [next] = unsettled(configurations, events)
    if (next === undefined) continue
    if (!hasHappened(events, 'fit', metric)) return undefined
    const isStarted = hasHappened(events, 'first', metric) || unsettled([first], events).length === 0
    return isStarted ? next : first
  }
  return unsettled(job.untimed?.configurations ?? [], events)[0]
}

function hasHappened(events: readonly EngineEvent[], phase: 'fit' | 'first', metric: string): boolean {
  return events.some((event) => event.event === phase && event.metric === metric)
}
