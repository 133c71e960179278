import type { Configuration } from '../config/study.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { configurationKey } from '../plan/grid.ts'

/**
 * What an engine was doing when it stopped answering: the configurations to leave out of the next
 * try, or `arm` when it never came as far as a prediction. Follows from the order that the job fixed.
 */
export type Culprit =
  | { readonly kind: 'arm' }
  | { readonly kind: 'configurations'; readonly configurations: readonly Configuration[] }

export function findCulprit(job: Job, events: readonly EngineEvent[]): Culprit {
  if (!events.some(({ event }) => event === 'loaded')) return { kind: 'arm' }
  const done = new Set(
    events.flatMap((event) =>
      event.event === 'sample' || event.event === 'result' ? [configurationKey(event.configuration)] : [],
    ),
  )
  for (const event of events)
    if (event.event === 'failed' && event.configuration) done.add(configurationKey(event.configuration))
  for (const { metric, configurations } of job.timed) {
    if (!events.some((event) => event.event === 'fit' && event.metric === metric)) return { kind: 'arm' }
    if (!events.some((event) => event.event === 'first' && event.metric === metric))
      return only(configurations)
    const next = configurations.find((configuration) => !done.has(configurationKey(configuration)))
    if (next !== undefined) return only([next])
  }
  const next = job.untimed?.configurations.find((configuration) => !done.has(configurationKey(configuration)))
  return next === undefined ? { kind: 'arm' } : only([next])
}

function only(configurations: readonly Configuration[]): Culprit {
  return { kind: 'configurations', configurations }
}
