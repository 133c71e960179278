import { join } from 'node:path'
import type { Configuration, Study, Task } from '../config/study.ts'
import { CASE_FILES } from '../data/case.ts'
import { type Job, PROTOCOL_VERSION } from '../engine/protocol.ts'
import type { MetricRun } from '../plan/schedule.ts'
import type { Arm } from './arm.ts'
import { isTimedCase } from './study-case.ts'

interface JobParts {
  readonly X_timed: string
  readonly protocol_options: Job['protocol_options']
  readonly timed: Job['timed']
  readonly untimed: Job['untimed']
}

function makeJob(arm: Arm, task: Task, out: string, parts: JobParts): Job {
  const { prepared } = arm.studyCase
  return {
    protocol: PROTOCOL_VERSION,
    engine: arm.engine.manifest.name,
    params: { ...arm.engine.entry.params },
    fit_depends_on: [...arm.engine.manifest.fit_depends_on],
    task,
    n_classes: prepared.classes.length,
    threads: arm.threads,
    data: {
      X_train: join(prepared.directory, CASE_FILES.X_train),
      y_train: join(prepared.directory, CASE_FILES.y_train),
      X_timed: parts.X_timed,
      X_score: arm.scored.path,
    },
    out,
    protocol_options: parts.protocol_options,
    timed: parts.timed,
    untimed: parts.untimed,
  }
}

/** Calls before the one that the plan believes: the first ones run cold. A batch of rows warms up within one. */
const PROBE_WARMUP = { batch: { calls: 1 }, single: { calls: 16 } } as const

/** One short timed block over few rows, from which the plan estimates the arm. */
export function probeJob(arm: Arm, { task, protocol }: Study, out: string): Job {
  const metrics = [...new Set(arm.supported.map(({ metric }) => metric))]
  const timed = metrics.map((metric) => {
    const first = firstConfiguration(arm.supported, metric)
    return { metric, first, configurations: [first] }
  })
  const protocol_options = {
    warmup: PROBE_WARMUP[protocol.mode],
    repeats: 1,
    min_time_ns: 0,
    mode: 'batch',
    time_proba: false,
    time_search: false,
  } as const
  return makeJob(arm, task, out, {
    X_timed: arm.studyCase.probe.path,
    protocol_options,
    timed,
    untimed: null,
  })
}

export interface AnswersWork {
  readonly configurations: readonly Configuration[]
  /** Metrics whose neighbors the arm goes without. */
  readonly goesWithout: (metric: string) => boolean
}

/**
 * The untimed pass: labels and probabilities of all configurations, neighbors at the largest k of each metric; of an
 * approximate engine at each k, since its search at a larger k is another one. Folds are only scored, so that an engine
 * which can may answer all of a metric's configurations from one search.
 */
export function answersJob(
  arm: Arm,
  task: Task,
  out: string,
  { configurations, goesWithout }: AnswersWork,
): Job {
  const { capabilities } = arm.engine.manifest
  const metrics = [...new Set(configurations.map(({ metric }) => metric))]
  const neighbors = metrics
    .filter((metric) => capabilities.neighbors && !goesWithout(metric))
    .flatMap((metric) =>
      gradedKs(configurations, metric, capabilities).map((n_neighbors) => ({ metric, n_neighbors })),
    )
  const protocol_options = {
    warmup: { calls: 0 },
    repeats: 1,
    min_time_ns: 0,
    mode: 'batch',
    time_proba: false,
    time_search: false,
  } as const
  // What is timed is graded as it is timed, by its own predictions.
  const swept = capabilities.sweep && !isTimedCase(arm.studyCase)
  const untimed = {
    configurations: [...configurations],
    neighbors,
    ...(swept ? { sweep: true as const } : {}),
  }
  return makeJob(arm, task, out, { X_timed: arm.scored.path, protocol_options, timed: [], untimed })
}

export interface BlockWork {
  readonly runs: readonly MetricRun[]
  /** What the arm can still do, in whatever round. */
  readonly able: readonly Configuration[]
  /** Whether searches are timed where the engine can do them. */
  readonly search: boolean
}

/** One timed block: the configurations of a round that this arm can still do, metric by metric. */
export function blockJob(
  arm: Arm,
  { task, protocol }: Study,
  out: string,
  { runs, able, search }: BlockWork,
): Job {
  const timed = runs.map(({ metric, configurations }) => ({
    metric,
    first: firstConfiguration(able, metric),
    configurations: [...configurations],
  }))
  const { warmup, repeats, min_time_ns, mode } = protocol
  const { neighbors, probabilities } = arm.engine.manifest.capabilities
  const time_proba = protocol.time_proba && probabilities
  const time_search = search && neighbors && mode === 'batch'
  const protocol_options = { warmup, repeats, min_time_ns, mode, time_proba, time_search }
  return makeJob(arm, task, out, {
    X_timed: arm.studyCase.timed.path,
    protocol_options,
    timed,
    untimed: null,
  })
}

/** The fixed configuration of first predictions and warm-ups: k = 5 where the arm can do it. */
function firstConfiguration(able: readonly Configuration[], metric: string): Configuration {
  const candidates = able.filter((configuration) => configuration.metric === metric)
  return candidates.find(({ n_neighbors }) => n_neighbors === 5) ?? candidates[0]
}

/** At which k neighbors are asked for. */
function gradedKs(
  configurations: readonly Configuration[],
  metric: string,
  { exact }: { readonly exact: boolean },
): number[] {
  const own = configurations.filter((configuration) => configuration.metric === metric)
  const ks = [...new Set(own.map(({ n_neighbors }) => n_neighbors))]
  return exact ? [Math.max(...ks)] : ks
}
