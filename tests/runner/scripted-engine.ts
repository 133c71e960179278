import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { writeNpy } from '../../src/data/npy.ts'
import type { EngineEvent, EventOf, Job } from '../../src/engine/protocol.ts'
import { configurationKey } from '../../src/plan/grid.ts'
import type { EngineOutcome } from '../../src/runner/engine-process.ts'

/** What a process was started for, as the test sees it. */
export interface Call {
  readonly stage: 'probe' | 'answers' | 'block'
  readonly dataset: string
  readonly engine: string
  /** `5/euclidean/uniform`, in the order of the job. */
  readonly configurations: readonly string[]
  /** How often this engine was started for this stage before. */
  readonly nth: number
}

/** How a process fails; `at` is the configuration, or the part beside labels, before whose answer it happens. */
export type Fault =
  | { readonly kind: 'timeout' | 'crashed' | 'out-of-memory'; readonly at: string | 'load' | 'fit' | 'first' }
  | { readonly kind: 'interrupted' }
  /** Goes on to the end, but says this of itself. */
  | { readonly kind: 'says'; readonly hello: Partial<EventOf<'hello'>> }
  /** Goes on to the end, but: */
  | { readonly kind: 'refuses' | 'passes-over' | 'changes-labels' | 'broken-file'; readonly at: string }

export interface ScriptedEngine {
  readonly name: string
  /** One prediction of one row. */
  readonly row_ns: number
  readonly wall_ns: number
  readonly fault: (call: Call) => Fault | undefined
}

export const SCORED_ROWS = 4
export const TIMED_ROWS = 2
/** Every engine gives row i the label i mod 2; the timed rows are the first ones. */
const LABELS = Int32Array.from({ length: SCORED_ROWS }, (_, row) => row % 2)

/** What an engine that follows its script says to a job, and how it ends. Writes the answers it tells of. */
export function perform(engine: ScriptedEngine, job: Job, call: Call): EngineOutcome {
  const fault = engine.fault(call)
  const events: EngineEvent[] = []
  const base = { events, wall_ns: engine.wall_ns, series: [], left_processes: 0, stopped_ns: 0 }
  if (fault?.kind === 'interrupted') return { ...base, kind: 'interrupted', message: 'interrupted' }
  for (const step of steps(engine, job, fault)) {
    if (isEnd(fault) && step.at.includes(fault.at)) {
      return { ...base, kind: fault.kind, message: `${fault.kind} as the script says` }
    }
    events.push(...step.events())
  }
  return { ...base, kind: 'done' }
}

type End = Extract<Fault, { kind: 'timeout' | 'crashed' | 'out-of-memory' }>

function isEnd(fault: Fault | undefined): fault is End {
  return fault?.kind === 'timeout' || fault?.kind === 'crashed' || fault?.kind === 'out-of-memory'
}

interface Step {
  readonly at: readonly string[]
  readonly events: () => EngineEvent[]
}

type Configuration = Job['timed'][number]['first']

function steps(engine: ScriptedEngine, job: Job, fault: Fault | undefined): Step[] {
  const predict_ns = engine.row_ns * rowsOf(job.data.X_timed)
  return [
    step(['load'], () => [
      { ...hello(job), ...(fault?.kind === 'says' ? fault.hello : {}) },
      { event: 'loaded', load_ns: 1, convert_ns: 1 },
    ]),
    ...job.timed.flatMap(({ metric, first, configurations }) => [
      step(['fit'], () => [{ event: 'fit', metric, fit_ns: 100, cpu_ns: 100 }]),
      step(['first', configurationKey(first)], () => [
        { event: 'first', metric, first_ns: predict_ns, cpu_ns: predict_ns },
        { event: 'warm', metric, calls: 1 },
      ]),
      ...configurations.map((configuration) =>
        repeated(job.protocol_options.repeats, timedStep(configuration, predict_ns, fault)),
      ),
      ...(job.protocol_options.time_search ? [searchStep(metric, configurations, fault)] : []),
    ]),
    ...untimedMetrics(job).flatMap((metric) => [
      ...(job.untimed?.configurations ?? [])
        .filter((configuration) => configuration.metric === metric)
        .map((configuration) => answerStep(configuration, job, fault)),
      ...(job.untimed?.neighbors ?? [])
        .filter((asked) => asked.metric === metric)
        .map((asked) => neighborsStep(asked, job, fault)),
    ]),
    step(['done'], () => [{ event: 'done' }]),
  ]
}

function step(at: readonly string[], events: () => EngineEvent[]): Step {
  return { at, events }
}

/** The step with its events said so often. */
function repeated(times: number, { at, events }: Step): Step {
  return step(at, () => Array.from({ length: times }, events).flat())
}

function hello({ engine, threads }: Job): EventOf<'hello'> {
  return {
    event: 'hello',
    protocol: 1,
    engine,
    library: 'scripted',
    version: '1.0.0',
    runtime: 'test',
    flags: [],
    dtype: 'float64',
    form: 'difference',
    threads,
  }
}

function timedStep(configuration: Configuration, predict_ns: number, fault: Fault | undefined): Step {
  const key = configurationKey(configuration)
  return step([key], () => {
    if (says(fault, 'passes-over', key)) return []
    if (says(fault, 'refuses', key)) return [refusal(configuration)]
    const labels = says(fault, 'changes-labels', key) ? LABELS.map((label) => 1 - label) : LABELS
    const labels_sha256 = hashOf(labels.slice(0, TIMED_ROWS))
    const timing = { predict_ns, count: 1, cpu_ns: predict_ns }
    return [{ event: 'sample', configuration, kind: 'predict', ...timing, labels_sha256 }]
  })
}

function answerStep(configuration: Configuration, job: Job, fault: Fault | undefined): Step {
  const key = configurationKey(configuration)
  return step([key], () => {
    if (says(fault, 'passes-over', key)) return []
    if (says(fault, 'refuses', key)) return [refusal(configuration)]
    const labels = `labels-${key.replaceAll('/', '-')}.npy`
    if (!says(fault, 'broken-file', key)) {
      const data = LABELS.slice(0, rowsOf(job.data.X_score))
      writeNpy(join(job.out, basename(labels)), { shape: [data.length], data })
    }
    return [{ event: 'result', configuration, labels, probabilities: null }]
  })
}

function untimedMetrics({ untimed }: Job): string[] {
  return [...new Set(untimed?.configurations.map(({ metric }) => metric))]
}

/** One search for all k of a metric; a fault of it is at `search/euclidean`. */
function searchStep(metric: string, [{ n_neighbors }]: readonly Configuration[], fault?: Fault): Step {
  const at = `search/${metric}`
  return step([at], () =>
    says(fault, 'refuses', at)
      ? [{ ...refusal({ metric, n_neighbors, weights: 'uniform' }), part: 'search' }]
      : [{ event: 'search', metric, n_neighbors, search_ns: 1, count: 1, cpu_ns: 1 }],
  )
}

type AskedNeighbors = NonNullable<Job['untimed']>['neighbors'][number]

/** A fault of the neighbors is at `neighbors/euclidean`. */
function neighborsStep({ metric, n_neighbors }: AskedNeighbors, job: Job, fault?: Fault): Step {
  const at = `neighbors/${metric}`
  return step([at], () => {
    if (says(fault, 'passes-over', at)) return []
    if (says(fault, 'refuses', at))
      return [{ ...refusal({ metric, n_neighbors, weights: 'uniform' }), part: 'neighbors' }]
    const shape: [number, number] = [rowsOf(job.data.X_score), n_neighbors]
    const size = shape[0] * n_neighbors
    const [indices, distances] = [`indices-${metric}.npy`, `distances-${metric}.npy`]
    writeNpy(join(job.out, indices), { shape, data: new Int32Array(size) })
    writeNpy(join(job.out, distances), { shape, data: new Float64Array(size) })
    return [{ event: 'neighbors', metric, n_neighbors, indices, distances }]
  })
}

/** How many rows a matrix of the tiny case has. */
function rowsOf(path: string): number {
  if (path.endsWith('probe.npy')) return 1
  return path.endsWith('timed.npy') ? TIMED_ROWS : SCORED_ROWS
}

function says(fault: Fault | undefined, kind: Fault['kind'], key: string): boolean {
  return fault !== undefined && fault.kind === kind && 'at' in fault && fault.at === key
}

function refusal(configuration: Configuration): EventOf<'failed'> {
  return { event: 'failed', kind: 'unsupported', message: 'not this one', configuration }
}

function hashOf(labels: Int32Array): string {
  return createHash('sha256').update(new Uint8Array(labels.buffer)).digest('hex')
}
