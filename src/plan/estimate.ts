import type { Configuration, Protocol } from '../config/study.ts'

/** What the probe measured of one engine on one case. */
export interface ProbeTimes {
  /** Process start to `loaded`. */
  readonly startup_ns: number
  /** One fit, summed over the metrics. */
  readonly fit_ns: number
  /** Prediction of one row, mean over the metrics. */
  readonly predict_row_ns: number
}

export interface ArmSize {
  readonly rows_timed: number
  readonly rows_scored: number
  readonly configurations: readonly Configuration[]
  readonly neighbors: boolean
  readonly probabilities: boolean
}

/** Mean cost of one timed block: every configuration is timed once in S blocks, and searched once per metric × k. */
export function estimateBlock_ns(probe: ProbeTimes, size: ArmSize, protocol: Protocol, S: number): number {
  const call_ns = probe.predict_row_ns * size.rows_timed
  const sample_ns = Math.max(protocol.min_time_ns, call_ns)
  const warmup_ns =
    'calls' in protocol.warmup ? protocol.warmup.calls * call_ns : Math.max(protocol.warmup.time_ns, call_ns)
  const samples = (size.configurations.length / S) * protocol.repeats
  const searches = size.neighbors
    ? distinct(size, ({ metric, n_neighbors }) => `${metric} ${n_neighbors}`) / S
    : 0
  const start_ns = probe.startup_ns + probe.fit_ns + metricCount(size) * (call_ns + warmup_ns)
  return start_ns + (samples + searches) * sample_ns
}

/** Cost of the untimed pass that writes the answers. */
export function estimateAnswers_ns(probe: ProbeTimes, size: ArmSize): number {
  const predictions = size.configurations.length * (size.probabilities ? 2 : 1)
  const calls = predictions + (size.neighbors ? metricCount(size) : 0)
  return probe.startup_ns + probe.fit_ns + calls * probe.predict_row_ns * size.rows_scored
}

function metricCount(size: ArmSize): number {
  return distinct(size, ({ metric }) => metric)
}

function distinct({ configurations }: ArmSize, nameOf: (configuration: Configuration) => string): number {
  return new Set(configurations.map(nameOf)).size
}
