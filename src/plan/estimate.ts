import type { Configuration, Protocol } from '../config/study.ts'

/** What the probe measured of one engine on one case. */
export interface ProbeTimes {
  /** Process start to `loaded`. */
  readonly startup_ns: number
  /** One fit, summed over the metrics. */
  readonly fit_ns: number
  /** Prediction of one row, mean over the metrics; of one row a call in mode single. */
  readonly predict_row_ns: number
}

export interface ArmSize {
  readonly rows_timed: number
  readonly rows_scored: number
  readonly configurations: readonly Configuration[]
  /** Whether one list of neighbors a metric is enough to grade it. */
  readonly exact: boolean
  readonly neighbors: boolean
  readonly probabilities: boolean
  /** What beside the metric needs another fit. */
  readonly fit_depends_on: readonly string[]
}

/** A sample of mode single has this many calls (design §7), and at least one a row. */
const MIN_SINGLE_CALLS = 1000

/**
 * Mean cost of one timed block: every configuration is timed once in S blocks, with its probabilities where they are
 * timed, and searched once per metric × k.
 */
export function estimateBlock_ns(probe: ProbeTimes, size: ArmSize, protocol: Protocol, S: number): number {
  const all_ns = probe.predict_row_ns * size.rows_timed
  const isSingle = protocol.mode === 'single'
  const call_ns = isSingle ? probe.predict_row_ns : all_ns
  const least_ns = isSingle ? Math.max(MIN_SINGLE_CALLS, size.rows_timed) * call_ns : call_ns
  const sampleOf = (work_ns: number): number => Math.max(protocol.min_time_ns, work_ns)
  const warmup_ns =
    'calls' in protocol.warmup ? protocol.warmup.calls * call_ns : Math.max(protocol.warmup.time_ns, call_ns)
  const samples = (size.configurations.length / S) * protocol.repeats
  const probas = protocol.time_proba && size.probabilities ? samples : 0
  const searches = size.neighbors && !isSingle ? distinct(size, searchKey) / S : 0
  const metrics = metricCount(size)
  const refits = fitCount(size, S) - metrics // each with a short warm-up of its own
  const start_ns = probe.startup_ns + metrics * (call_ns + warmup_ns) + refits * call_ns
  const timed_ns = samples * sampleOf(least_ns) + (probas + searches) * sampleOf(all_ns)
  return start_ns + fits_ns(probe, size, S) + timed_ns
}

/** Cost of the untimed pass that writes the answers. */
export function estimateAnswers_ns(probe: ProbeTimes, size: ArmSize): number {
  const predictions = size.configurations.length * (size.probabilities ? 2 : 1)
  const lists = size.exact ? metricCount(size) : distinct(size, searchKey)
  const calls = predictions + (size.neighbors ? lists : 0)
  return probe.startup_ns + fits_ns(probe, size, 1) + calls * probe.predict_row_ns * size.rows_scored
}

/**
 * The untimed pass as it is planned: over the scored rows, or over the timed ones where it alone would exceed
 * `max_arm` (design §8). `score_rows` is their number in that case.
 */
export function planAnswers(
  probe: ProbeTimes,
  size: ArmSize,
  max_arm_ns = Number.POSITIVE_INFINITY,
): { readonly estimate_ns: number; readonly score_rows?: number } {
  const estimate_ns = estimateAnswers_ns(probe, size)
  if (estimate_ns <= max_arm_ns || size.rows_timed >= size.rows_scored) return { estimate_ns }
  const rows_scored = size.rows_timed
  return { estimate_ns: estimateAnswers_ns(probe, { ...size, rows_scored }), score_rows: rows_scored }
}

function fits_ns({ fit_ns }: ProbeTimes, size: ArmSize, S: number): number {
  const metrics = metricCount(size)
  return metrics === 0 ? 0 : (fit_ns / metrics) * fitCount(size, S)
}

/** One fit a metric, or one for every value that a fit depends on. */
function fitCount(size: ArmSize, S: number): number {
  return Math.max(metricCount(size), distinct(size, fitKeyOf(size)) / S)
}

function fitKeyOf({ fit_depends_on }: ArmSize): (configuration: Configuration) => string {
  return ({ metric, n_neighbors, weights }) => {
    const values = Object.entries({ n_neighbors, weights }).filter(([name]) => fit_depends_on.includes(name))
    return JSON.stringify([metric, ...values])
  }
}

function searchKey({ metric, n_neighbors }: Configuration): string {
  return `${metric} ${n_neighbors}`
}

function metricCount(size: ArmSize): number {
  return distinct(size, ({ metric }) => metric)
}

function distinct({ configurations }: ArmSize, nameOf: (configuration: Configuration) => string): number {
  return new Set(configurations.map(nameOf)).size
}
