import type { Shard } from '../config/shard.ts'
import type { Configuration, Study } from '../config/study.ts'
import type { Effects } from './effects.ts'

/** What every step of one run shares. */
export interface RunContext {
  readonly study: Study
  readonly grid: readonly Configuration[]
  /** The part of the study that is this run's; all of it without one. */
  readonly shard?: Shard
  readonly effects: Effects
  /** Aborted by Ctrl-C. */
  readonly cancel: AbortSignal
}

/**
 * What an engine does beside fits and predictions between two events: it collects garbage, reads its memory, writes
 * a file; and it says only four times a second that it is alive.
 */
const SLACK_NS = 1e9

/** Starting a process, importing a library and loading data are neither fit nor prediction. */
const START_NS = 60e9

/** Longest silences allowed to an engine: `timeout` is per fit or prediction, and engines tell the end of each. */
export function silenceLimits({ study: { protocol } }: Pick<RunContext, 'study'>): {
  readonly silence_ns: number
  readonly start_ns: number
} {
  return { silence_ns: protocol.timeout_ns + SLACK_NS, start_ns: START_NS }
}
