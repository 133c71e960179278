import { chebyshev } from './chebyshev.ts'
import { cosine } from './cosine.ts'
import type { DistanceMetric } from './distance-metric.ts'
import { euclidean } from './euclidean.ts'
import { hamming } from './hamming.ts'
import { manhattan } from './manhattan.ts'
import { minkowski } from './minkowski.ts'

/** Every distance without a p by its name in scikit-learn. */
export const METRICS = { euclidean, manhattan, chebyshev, cosine, hamming } satisfies Record<
  string,
  DistanceMetric
>

export type MetricName = keyof typeof METRICS | `minkowski(${number})`

/** The distance of this name, or undefined; p must be above 1. */
export function metricNamed(name: string): DistanceMetric | undefined {
  const known: Readonly<Record<string, DistanceMetric>> = METRICS
  if (Object.hasOwn(known, name)) return known[name]
  const p = Number(/^minkowski\(([\d.]+)\)$/.exec(name)?.[1])
  return p > 1 ? minkowski(p) : undefined
}

export function isMetricName(name: string): name is MetricName {
  return metricNamed(name) !== undefined
}
