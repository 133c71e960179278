import { chebyshev } from './chebyshev.ts'
import { cosine } from './cosine.ts'
import type { DistanceMetric } from './distance-metric.ts'
import { euclidean } from './euclidean.ts'
import { hamming } from './hamming.ts'
import { manhattan } from './manhattan.ts'
import { minkowski } from './minkowski.ts'

/** Every distance the oracle knows but those of a p; a new one is one file and one line here. */
const DISTANCE_METRICS: Readonly<Record<string, DistanceMetric>> = {
  euclidean,
  manhattan,
  chebyshev,
  cosine,
  hamming,
}

/** The names of metrics a study may use; `minkowski` stands for `minkowski(p)` of every p. */
export const METRIC_NAMES: readonly string[] = [...Object.keys(DISTANCE_METRICS), 'minkowski']

/** A metric that can be computed: `minkowski` by one of its p, any other as it is. */
export function withAnyP(name: string): string {
  return name === 'minkowski' ? 'minkowski(3)' : name
}

/** The oracle's distance of that name; a RangeError for a name that the study schema should have refused. */
export function distanceMetric(name: string): DistanceMetric {
  if (Object.hasOwn(DISTANCE_METRICS, name)) return DISTANCE_METRICS[name]
  const p = Number(/^minkowski\(([\d.]+)\)$/.exec(name)?.[1])
  if (p > 1) return minkowski(p)
  throw new RangeError(`unknown metric "${name}"; the oracle knows ${METRIC_NAMES.join(', ')}`)
}
