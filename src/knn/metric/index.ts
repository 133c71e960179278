import type { DistanceMetric } from './distance-metric.ts'
import { euclidean } from './euclidean.ts'
import { manhattan } from './manhattan.ts'

export type MetricName = 'euclidean' | 'manhattan'

/** Every distance by its name in scikit-learn. */
export const METRICS = { euclidean, manhattan } satisfies Record<MetricName, DistanceMetric>
