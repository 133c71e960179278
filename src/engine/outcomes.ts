import type { Configuration, RunContext } from './context.ts'
import { type Failure, failureOf, unsupportedReason } from './failure.ts'
import type { EventOf } from './protocol.ts'

/** Which configurations can still be run; each failure is reported once. */
export interface Outcomes {
  /** False for a configuration that failed before or that the engine cannot do; the latter is reported. */
  isOpen(configuration: Configuration): boolean
  /** True if the engine can do it; reports nothing. */
  isSupported(configuration: Configuration): boolean
  /** Runs `action` if the configuration is open; an exception becomes a `failed` event. */
  attempt(configuration: Configuration, action: () => void): void
  /** The same for what is asked beside its labels: they stand, whatever becomes of this. */
  attemptPart(part: Part, configuration: Configuration, action: () => void): void
}

type Part = NonNullable<EventOf<'failed'>['part']>

export function createOutcomes(
  { adapter, job, emit }: Pick<RunContext<unknown>, 'adapter' | 'job' | 'emit'>,
  n_train: number,
): Outcomes {
  const failed = new Set<string>()
  const fail = (configuration: Configuration, failure: Failure): void => {
    failed.add(configurationKey(configuration))
    emit({ event: 'failed', ...failure, configuration })
  }
  const reason = (configuration: Configuration) =>
    unsupportedReason(adapter, configuration, { task: job.task, n_train })
  const isOpen = (configuration: Configuration): boolean => {
    if (failed.has(configurationKey(configuration))) return false
    const message = reason(configuration)
    if (message !== undefined) fail(configuration, { kind: 'unsupported', message })
    return message === undefined
  }
  return {
    isOpen,
    isSupported: (configuration) => reason(configuration) === undefined,
    attempt(configuration, action) {
      if (!isOpen(configuration)) return
      try {
        action()
      } catch (error) {
        fail(configuration, failureOf(error))
      }
    },
    attemptPart(part, configuration, action) {
      try {
        action()
      } catch (error) {
        emit({ event: 'failed', ...failureOf(error), configuration, part })
      }
    },
  }
}

export function configurationKey({ n_neighbors, metric, weights }: Configuration): string {
  return `${metric}-${n_neighbors}-${weights}`
}
