import type { Configuration, Study } from '../config/study.ts'
import type { Effects } from './effects.ts'

/** What every step of one run shares. */
export interface RunContext {
  readonly study: Study
  readonly grid: readonly Configuration[]
  readonly effects: Effects
  /** Aborted by Ctrl-C. */
  readonly cancel: AbortSignal
}

/**
 * Longest silence allowed between two events of an engine: `timeout` is per fit or prediction, and
 * between two events lies one of them plus, at most, a warm-up and the repeats up to `min_time`.
 */
export function silence_ns({ study: { protocol } }: RunContext): number {
  const warmup_ns =
    'time_ns' in protocol.warmup ? protocol.warmup.time_ns : protocol.warmup.calls * protocol.timeout_ns
  return protocol.timeout_ns + warmup_ns + protocol.repeats * protocol.min_time_ns
}
