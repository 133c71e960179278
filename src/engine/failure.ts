import { offersMetric } from '../config/metric-name.ts'
import type { Adapter } from './adapter.ts'
import type { Configuration } from './context.ts'
import type { EventOf, Job } from './protocol.ts'

export type Failure = Pick<EventOf<'failed'>, 'kind' | 'message'>

const MAX_MESSAGE_CHARACTERS = 2000

/** What the host is told of an exception. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  return {
    kind: isOutOfMemory(error) ? 'out-of-memory' : 'error',
    message: message.slice(0, MAX_MESSAGE_CHARACTERS),
  }
}

// V8's words when the system refuses memory for a typed array; a full heap ends the process instead.
function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('Array buffer allocation failed')
}

/** Why this engine cannot do a configuration, or undefined if it can. */
export function unsupportedReason(
  adapter: Pick<Adapter<never>, 'metrics' | 'weights' | 'fitRegressor'>,
  configuration: Configuration,
  { task, n_train }: { task: Job['task']; n_train: number },
): string | undefined {
  const { n_neighbors, metric, weights } = configuration
  if (task === 'regression' && adapter.fitRegressor === undefined) return `task=${task} is not offered`
  if (!offersMetric(adapter.metrics, metric)) return `metric=${metric} is not offered`
  if (!adapter.weights.includes(weights)) return `weights=${weights} is not offered`
  if (n_neighbors > n_train) return `k=${n_neighbors} > n_train=${n_train}`
  return undefined
}
