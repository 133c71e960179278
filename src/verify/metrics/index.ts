import type { DistanceMetric } from './distance-metric.ts'
import { euclidean } from './euclidean.ts'
import { manhattan } from './manhattan.ts'

/** Every distance the oracle knows; a new one is one file and one line here. */
const DISTANCE_METRICS: Readonly<Record<string, DistanceMetric>> = { euclidean, manhattan }

/** The metric names a study may use. */
export const METRIC_NAMES: readonly string[] = Object.keys(DISTANCE_METRICS)

/** The oracle's distance of that name; a RangeError for a name that the study schema should have refused. */
export function distanceMetric(name: string): DistanceMetric {
  if (Object.hasOwn(DISTANCE_METRICS, name)) return DISTANCE_METRICS[name]
  throw new RangeError(`unknown metric "${name}"; the oracle knows ${METRIC_NAMES.join(', ')}`)
}
