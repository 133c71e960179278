import type { Matrix } from '../data/matrix.ts'
import { readFloats, readIntegers, readMatrix } from '../data/npy.ts'
import type { Adapter } from './adapter.ts'
import { writeAnswers } from './answers.ts'
import { emitMemory, type Rows, type RunContext, rowOf, startMemory, type Training } from './context.ts'
import { startMemoryMeter } from './memory.ts'
import { createOutcomes, type Outcomes } from './outcomes.ts'
import { type Job, PROTOCOL_VERSION } from './protocol.ts'
import type { withPulse } from './pulse.ts'
import { runTimedPart } from './timed-part.ts'
import { measureOnce } from './timing.ts'

/**
 * Runs a whole job with one engine: hello, load, the timed part, the answers, done (design §7).
 * Throws only what concerns no single configuration: data that cannot be read, or not enough memory for it.
 */
export function runDriver<Input>(
  adapter: Adapter<Input>,
  job: Job,
  { emit, pulse }: ReturnType<typeof withPulse>,
): void {
  const context = { adapter, job, emit, pulse, memory: startMemoryMeter() }
  sayHello(context)
  emitMemory(context, 'hello')
  const { training, rows } = load(context)
  emitMemory(context, 'load')
  const outcomes = createOutcomes(context, training.n_train)
  runTimedPart(context, training, rows, outcomes)
  if (job.untimed !== null) answer(context, training, outcomes)
  emit({ event: 'done' })
}

function sayHello({ adapter, job, emit }: RunContext<unknown>): void {
  emit({
    event: 'hello',
    protocol: PROTOCOL_VERSION,
    engine: job.engine,
    library: adapter.library,
    version: adapter.version,
    runtime: `node ${process.versions.node}`,
    flags: nodeFlags(),
    dtype: adapter.dtype,
    form: adapter.form,
    threads: job.threads,
  })
}

/** Flags change speed, and Node takes them from two places. */
function nodeFlags(): string[] {
  const fromEnvironment = (process.env.NODE_OPTIONS ?? '').split(' ').filter((word) => word !== '')
  return [...fromEnvironment, ...process.execArgv]
}

/** Reading copies every byte into memory of this process, which touches every page. */
function load<Input>(context: RunContext<Input>): { training: Training<Input>; rows: Rows<Input> } {
  const { adapter, job, emit } = context
  const files = measureOnce(() => ({
    X: readMatrix(job.data.X_train),
    y: job.task === 'classification' ? readIntegers(job.data.y_train) : readFloats(job.data.y_train),
    timed: readMatrix(job.data.X_timed),
  }))
  const { X, y, timed } = files.value
  const converted = measureOnce(() => ({ X: adapter.convert(X), rows: convertRows(adapter, timed, job) }))
  emit({ event: 'loaded', load_ns: files.wall_ns, convert_ns: converted.wall_ns })
  return { training: { X: converted.value.X, y, n_train: X.rows }, rows: converted.value.rows }
}

function convertRows<Input>(adapter: Adapter<Input>, X: Matrix, job: Job): Rows<Input> {
  const single = job.protocol_options.mode === 'single' ? X.rows : 0
  return {
    count: X.rows,
    all: adapter.convert(X),
    single: Array.from({ length: single }, (_, i) => adapter.convert(rowOf(X, i))),
  }
}

function answer<Input>(context: RunContext<Input>, training: Training<Input>, outcomes: Outcomes): void {
  startMemory(context)
  // Read only now: rounds that write no answers never hold these rows.
  const matrix = readMatrix(context.job.data.X_score)
  const X = context.adapter.convert(matrix)
  context.pulse()
  writeAnswers(context, training, { X, count: matrix.rows }, outcomes)
  emitMemory(context, 'answers')
}
