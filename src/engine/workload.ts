import type { FittedModel } from './adapter.ts'
import type { Configuration, Rows } from './context.ts'
import { type Targets, toPredictions } from './predictions.ts'
import type { Job } from './protocol.ts'
import type { BatchLimits } from './timing.ts'

/** Single-row percentiles need this many calls (design §7). */
const MIN_SINGLE_CALLS = 1000

/** What is timed: `call` is one call of the library's predict, with nothing around it but storing its answer. */
export interface Workload {
  call(): void
  readonly limits: BatchLimits
  /** Labels, or values, of all timed rows, from the last calls. */
  labels(): Targets
}

export function predictWorkload<Input>(
  model: FittedModel<Input>,
  rows: Rows<Input>,
  configuration: Configuration,
  job: Pick<Job, 'task' | 'protocol_options'>,
): Workload {
  if (job.protocol_options.mode === 'batch') return batchWorkload(model, rows, configuration, job)
  return singleWorkload(model, rows, configuration, job)
}

function batchWorkload<Input>(
  model: FittedModel<Input>,
  rows: Rows<Input>,
  configuration: Configuration,
  { task, protocol_options: { min_time_ns } }: Pick<Job, 'task' | 'protocol_options'>,
): Workload {
  let predicted: ArrayLike<number> = []
  return {
    call() {
      predicted = model.predict(rows.all, configuration)
    },
    limits: { min_calls: 1, min_time_ns },
    labels: () => toPredictions(task, predicted, rows.count),
  }
}

function singleWorkload<Input>(
  model: FittedModel<Input>,
  rows: Rows<Input>,
  configuration: Configuration,
  { task, protocol_options: { min_time_ns } }: Pick<Job, 'task' | 'protocol_options'>,
): Workload {
  const predicted = new Array<ArrayLike<number>>(rows.count)
  let next = 0
  return {
    call() {
      predicted[next] = model.predict(rows.single[next], configuration)
      next = next + 1 === rows.count ? 0 : next + 1
    },
    // At least one call a row, so that the labels of all of them are known.
    limits: { min_calls: Math.max(MIN_SINGLE_CALLS, rows.count), min_time_ns },
    labels: () =>
      toPredictions(
        task,
        predicted.map((one) => toPredictions(task, one, 1)[0]),
        rows.count,
      ),
  }
}
