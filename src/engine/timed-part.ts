import {
  type Configuration,
  emitMemory,
  type MetricBlock,
  type Rows,
  type RunContext,
  type Training,
} from './context.ts'
import { labelsHash } from './labels.ts'
import { createModels } from './models.ts'
import type { Outcomes } from './outcomes.ts'
import { fitAnew, refit, type TimedRun, workload } from './timed-run.ts'
import { type Batch, collectGarbage, measureBatch, measureOnce, quantile, warmUp } from './timing.ts'

/** The timed part of a job: per metric fit, first prediction, warm-up and samples, in the job's order. */
export function runTimedPart<Input>(
  context: RunContext<Input>,
  training: Training<Input>,
  rows: Rows<Input>,
  outcomes: Outcomes,
): void {
  const models = createModels(context, training, ({ wall_ns: fit_ns, ...fit }) =>
    context.emit({ event: 'fit', fit_ns, ...fit }),
  )
  for (const block of context.job.timed) timeMetric({ ...context, rows, outcomes, models }, block)
}

function timeMetric<Input>(run: TimedRun<Input>, block: MetricBlock): void {
  const open = block.configurations.filter((configuration) => run.outcomes.isOpen(configuration))
  if (open.length === 0) return
  // An engine that cannot do the fixed configuration is warmed up with its own first one and has no `first` event.
  const fixed = run.outcomes.isSupported(block.first) ? block.first : open[0]
  const offers = fitFirst(run, fixed)
  run.outcomes.attempt(fixed, () => start(run, fixed, block))
  for (const configuration of open)
    run.outcomes.attempt(configuration, () => samplePredict(run, configuration))
  emitMemory(run, 'predict', block.metric)
  // After the memory of the predict phase is read: these calls hold more.
  const { time_proba, time_search } = run.job.protocol_options
  if (time_proba && offers.probabilities) {
    for (const configuration of open)
      run.outcomes.attempt(configuration, () => sampleProba(run, configuration))
  }
  if (time_search && offers.neighbors) timeSearches(run, open)
}

/** Fits and says what the model offers beside labels; asking it later could cost another fit. */
function fitFirst<Input>(
  run: TimedRun<Input>,
  fixed: Configuration,
): { probabilities: boolean; neighbors: boolean } {
  const offers = { probabilities: false, neighbors: false }
  run.outcomes.attempt(fixed, () => {
    const model = fitAnew(run, fixed)
    offers.probabilities = model.predictProba !== undefined
    offers.neighbors = model.neighbors !== undefined
  })
  return offers
}

function start<Input>(run: TimedRun<Input>, fixed: Configuration, block: MetricBlock): void {
  const { call } = workload(run, fixed)
  const { wall_ns, cpu_ns } = measureOnce(call)
  if (fixed === block.first) run.emit({ event: 'first', metric: block.metric, first_ns: wall_ns, cpu_ns })
  const calls = warmUp(call, run.job.protocol_options.warmup, run.pulse)
  run.emit({ event: 'warm', metric: block.metric, calls })
}

function samplePredict<Input>(run: TimedRun<Input>, configuration: Configuration): void {
  if (!run.models.serves(configuration)) refit(run, configuration)
  const { call, limits, labels } = workload(run, configuration)
  collectGarbage()
  for (let repeat = 0; repeat < run.job.protocol_options.repeats; repeat++) {
    const batch = measureBatch(call, limits, run.pulse)
    run.emit({
      event: 'sample',
      configuration,
      kind: 'predict',
      predict_ns: batch.call_ns,
      count: batch.count,
      cpu_ns: batch.cpu_ns,
      ...(run.job.protocol_options.mode === 'single' ? { percentiles: percentiles(batch) } : {}),
      labels_sha256: labelsHash(labels()),
    })
  }
}

function sampleProba<Input>(run: TimedRun<Input>, configuration: Configuration): void {
  const model = run.models.modelFor(configuration)
  collectGarbage()
  for (let repeat = 0; repeat < run.job.protocol_options.repeats; repeat++) {
    const call = () => void model.predictProba?.(run.rows.all, configuration)
    const batch = measureBatch(call, batchLimits(run), run.pulse)
    const { call_ns: predict_ns, count, cpu_ns } = batch
    run.emit({ event: 'sample', configuration, kind: 'proba', predict_ns, count, cpu_ns })
  }
}

/** Once per n_neighbors: the search does not depend on the vote. */
function timeSearches<Input>(run: TimedRun<Input>, configurations: readonly Configuration[]): void {
  const seen = new Set<number>()
  for (const configuration of configurations) {
    const { n_neighbors } = configuration
    if (seen.has(n_neighbors) || !run.outcomes.isOpen(configuration)) continue
    seen.add(n_neighbors)
    run.outcomes.attemptPart('search', configuration, () => timeSearch(run, configuration))
  }
}

function timeSearch<Input>(run: TimedRun<Input>, configuration: Configuration): void {
  const { metric, n_neighbors } = configuration
  const model = run.models.modelFor(configuration)
  collectGarbage()
  const call = () => void model.neighbors?.(run.rows.all, n_neighbors)
  const { call_ns: search_ns, count, cpu_ns } = measureBatch(call, batchLimits(run), run.pulse)
  run.emit({ event: 'search', metric, n_neighbors, search_ns, count, cpu_ns })
}

function batchLimits({ job }: RunContext<unknown>) {
  return { min_calls: 1, min_time_ns: job.protocol_options.min_time_ns }
}

function percentiles({ sorted_ns }: Batch) {
  return {
    p50_ns: quantile(sorted_ns, 0.5),
    p95_ns: quantile(sorted_ns, 0.95),
    p99_ns: quantile(sorted_ns, 0.99),
  }
}
