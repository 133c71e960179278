import type { DistanceMetric } from '../../src/knn/metric/distance-metric.ts'
import { METRICS, type MetricName, metricNamed } from '../../src/knn/metric/index.ts'

const POWERS: readonly MetricName[] = ['minkowski(3)', 'minkowski(1.5)']

/** Every distance, with a whole and a broken p. */
export const METRIC_NAMES: readonly MetricName[] = [
  ...(Object.keys(METRICS) as (keyof typeof METRICS)[]),
  ...POWERS,
]

export function metricOf(name: MetricName): DistanceMetric {
  const metric = metricNamed(name)
  if (metric === undefined) throw new Error(`there is no metric ${name}`)
  return metric
}
