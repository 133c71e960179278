import type { Percentiles } from './cell-times.ts'
import type { Configuration } from './configuration-key.ts'
import type { Measurement } from './measured-block.ts'

/** One measurement, whatever its phase: what it is about and what it holds. */
export interface MeasurementValues {
  /** `load`, `convert`, `fit`, `first`, `predict`, `proba`, `search` or `memory-<phase>`. */
  readonly phase: string
  readonly about: Partial<Configuration>
  readonly time_ns?: number
  readonly cpu_ns?: number
  readonly calls?: number
  readonly percentiles?: Percentiles | undefined
  readonly size_bytes?: number
  readonly peak_bytes?: number
}

/** The measurements of one protocol event; none for events that measure nothing. */
export function measurementValues(value: Measurement): MeasurementValues[] {
  switch (value.event) {
    case 'loaded':
      return [
        { phase: 'load', about: {}, time_ns: value.load_ns },
        { phase: 'convert', about: {}, time_ns: value.convert_ns },
      ]
    case 'memory': {
      const { phase, metric, size_bytes, peak_bytes } = value
      return [{ phase: `memory-${phase}`, about: metric === null ? {} : { metric }, size_bytes, peak_bytes }]
    }
    case 'fit':
      return [{ phase: 'fit', about: { metric: value.metric }, time_ns: value.fit_ns, cpu_ns: value.cpu_ns }]
    case 'first':
      return [
        { phase: 'first', about: { metric: value.metric }, time_ns: value.first_ns, cpu_ns: value.cpu_ns },
      ]
    case 'sample': {
      const { configuration, kind, predict_ns, cpu_ns, count, percentiles } = value
      return [{ phase: kind, about: configuration, time_ns: predict_ns, cpu_ns, calls: count, percentiles }]
    }
    case 'search': {
      const { metric, n_neighbors, search_ns, cpu_ns, count } = value
      return [{ phase: 'search', about: { metric, n_neighbors }, time_ns: search_ns, cpu_ns, calls: count }]
    }
    case 'hello':
    case 'warm':
    case 'alive':
    case 'result':
    case 'neighbors':
    case 'failed':
    case 'done':
      return []
  }
}
