import type { Configuration } from '../config/study.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { configurationKey } from '../plan/grid.ts'

/**
 * Why the times that a finished block has of a configuration cannot be taken, or undefined. An engine that chose which
 * of its samples to tell, or did not tell what its timed calls answered, could be measured at anything.
 */
export function sampleFault(
  configuration: Configuration,
  { protocol_options: { repeats } }: Pick<Job, 'protocol_options'>,
  events: readonly EngineEvent[],
): string | undefined {
  const key = configurationKey(configuration)
  const samples = events.filter(
    (event) =>
      event.event === 'sample' && event.kind === 'predict' && configurationKey(event.configuration) === key,
  )
  if (samples.length === 0) return 'the engine gave no time for this configuration'
  if (samples.length !== repeats)
    return `the engine told ${samples.length} of the ${repeats} samples of this configuration that it was asked for`
  if (samples.some((event) => event.event === 'sample' && event.labels_sha256 === undefined))
    return 'the engine did not tell what its timed calls answered (labels_sha256)'
  return undefined
}
