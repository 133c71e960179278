import type { Configuration, Task } from '../config/study.ts'

/** What a manifest says an engine can do. */
export interface Capabilities {
  readonly metrics: readonly string[]
  readonly weights: readonly string[]
  readonly tasks: readonly string[]
  readonly exact: boolean
  readonly neighbors: boolean
  readonly probabilities: boolean
}

/** Why an engine cannot do this cell, or undefined if it can. */
export function unsupportedReason(
  configuration: Configuration,
  task: Task,
  capabilities: Capabilities,
  n_train: number,
): string | undefined {
  if (!capabilities.tasks.includes(task)) return `task=${task} is not offered`
  if (!capabilities.metrics.includes(configuration.metric))
    return `metric=${configuration.metric} is not offered`
  if (!capabilities.weights.includes(configuration.weights))
    return `weights=${configuration.weights} is not offered`
  if (configuration.n_neighbors > n_train) return `k=${configuration.n_neighbors} > n_train=${n_train}`
  return undefined
}
