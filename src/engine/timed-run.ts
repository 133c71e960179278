import type { FittedModel } from './adapter.ts'
import { type Configuration, emitMemory, type Rows, type RunContext, startMemory } from './context.ts'
import type { Models } from './models.ts'
import type { Outcomes } from './outcomes.ts'
import { warmUp } from './timing.ts'
import { predictWorkload } from './workload.ts'

/** What the timed part works with. */
export interface TimedRun<Input> extends RunContext<Input> {
  readonly rows: Rows<Input>
  readonly outcomes: Outcomes
  readonly models: Models<Input>
}

/** A fit with memory phases of its own: what the model before it left is collected, and belongs to neither. */
export function fitAnew<Input>(run: TimedRun<Input>, configuration: Configuration): FittedModel<Input> {
  run.models.release()
  startMemory(run)
  try {
    return run.models.modelFor(configuration)
  } finally {
    emitMemory(run, 'fit', configuration.metric)
  }
}

/**
 * The fit for a configuration that the current model does not serve. Collecting the old model drops optimized code
 * too (see `collectGarbage`): ml-knn's next call on breast-cancer, 114 rows, took 38 ms, those after it 32 as before.
 */
export function refit<Input>(run: TimedRun<Input>, configuration: Configuration): void {
  emitMemory(run, 'predict', configuration.metric)
  fitAnew(run, configuration)
  warmUp(workload(run, configuration).call, shortWarmup(run.job.protocol_options.warmup), run.pulse)
}

const SHORT_WARMUP = { calls: 3, time_ns: 20e6 }

/** At least one call. */
function shortWarmup(warmup: Warmup): Warmup {
  return 'calls' in warmup
    ? { calls: Math.max(1, Math.min(warmup.calls, SHORT_WARMUP.calls)) }
    : { time_ns: Math.max(1, Math.min(warmup.time_ns, SHORT_WARMUP.time_ns)) }
}

type Warmup = RunContext<unknown>['job']['protocol_options']['warmup']

/** Calls of predict on the timed rows, by the model that serves this configuration. */
export function workload<Input>(run: TimedRun<Input>, configuration: Configuration) {
  return predictWorkload(run.models.modelFor(configuration), run.rows, configuration, run.job)
}
