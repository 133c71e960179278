import { offersMetric } from '../config/metric-name.ts'
import type { Configuration, Task } from '../config/study.ts'

/** What a manifest says an engine can do. */
export interface Capabilities {
  /** `minkowski` stands for `minkowski(p)` of every p. */
  readonly metrics: readonly string[]
  readonly weights: readonly string[]
  readonly tasks: readonly string[]
  /** The most threads it can use. */
  readonly threads: number | 'any'
  readonly exact: boolean
  readonly neighbors: boolean
  readonly probabilities: boolean
}

/** What a study asks of every engine beside the configuration. */
export interface Asked {
  readonly task: Task
  readonly threads: number
  readonly n_train: number
}

/** Why an engine cannot do this cell, or undefined if it can. */
export function unsupportedReason(
  configuration: Configuration,
  { task, threads, n_train }: Asked,
  capabilities: Capabilities,
): string | undefined {
  const { n_neighbors, metric, weights } = configuration
  if (!capabilities.exact && !capabilities.neighbors)
    return 'it is approximate and tells no neighbors, so nothing could say how approximate'
  if (!capabilities.tasks.includes(task)) return `task=${task} is not offered`
  if (capabilities.threads !== 'any' && threads > capabilities.threads)
    return `threads=${threads} > ${capabilities.threads}, the most it can use`
  if (!offersMetric(capabilities.metrics, metric)) return `metric=${metric} is not offered`
  if (!capabilities.weights.includes(weights)) return `weights=${weights} is not offered`
  if (n_neighbors > n_train) return `k=${n_neighbors} > n_train=${n_train}`
  return undefined
}
