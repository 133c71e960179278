import type { Matrix } from '../data/matrix.ts'
import type { Adapter } from './adapter.ts'
import type { Emit } from './events.ts'
import type { MemoryMeter } from './memory.ts'
import type { Targets } from './predictions.ts'
import type { EventOf, Job } from './protocol.ts'
import { collectAllGarbage, collectGarbage, type Pulse } from './timing.ts'

export type Configuration = Job['timed'][number]['first']
export type MetricBlock = Job['timed'][number]

/** What every part of a run needs: who is measured, on what, and where events go. */
export interface RunContext<Input> {
  readonly adapter: Adapter<Input>
  readonly job: Job
  readonly emit: Emit
  readonly pulse: Pulse
  readonly memory: MemoryMeter
}

/** Training rows in the library's own input type, with what is known of them. */
export interface Training<Input> {
  readonly X: Input
  readonly y: Targets
  readonly n_train: number
}

/** Rows of one matrix in the library's own input type. */
export interface Rows<Input> {
  readonly count: number
  readonly all: Input
  /** Each row alone; empty unless the job times single rows. */
  readonly single: readonly Input[]
}

/** Row `i` as a matrix of one row. */
export function rowOf(X: Matrix, i: number): Matrix {
  return { rows: 1, columns: X.columns, values: X.values.slice(i * X.columns, (i + 1) * X.columns) }
}

/** Starts a memory phase of its own: garbage and what was done since the last one do not count. */
export function startMemory({ memory }: Pick<RunContext<unknown>, 'memory'>): void {
  collectAllGarbage()
  memory.startPhase()
}

/**
 * Ends a memory phase and tells it. Its size is what is still in use: garbage goes first, the peak stays. After
 * `predict` only young garbage does, since searches are timed next, without another warm-up.
 */
export function emitMemory(
  { emit, memory }: Pick<RunContext<unknown>, 'emit' | 'memory'>,
  phase: EventOf<'memory'>['phase'],
  metric: string | null = null,
): void {
  if (phase === 'predict') collectGarbage()
  else collectAllGarbage()
  emit({ event: 'memory', phase, metric, ...memory.endPhase() })
}
