/** How often this process looks whether it was stopped. */
const BEAT_MS = 250
/** A beat that is so late tells that this process was stopped, not that an engine was silent. */
const STOPPED_MS = 1000

export interface SilenceWatch {
  heard(): void
  /** Ends the watch, and gives the time in which this process was stopped meanwhile. */
  stop(): number
}

/**
 * Calls `onSilence` once nothing was heard for `limit_ns()`, which is asked anew whenever something is. The time in
 * which this process was stopped (Ctrl-Z, a frozen container) does not count, and what was said meanwhile is heard
 * first. CLOCK_MONOTONIC goes on in such a stop, so that only a timer which is late tells of it.
 */
export function watchSilence(limit_ns: () => number, onSilence: (limit_ns: number) => void): SilenceWatch {
  let limit = limit_ns()
  let silent_since_ms = performance.now()
  let due_ms = silent_since_ms + BEAT_MS
  let stopped_ms = 0
  let timer: NodeJS.Timeout | undefined
  let verdict: NodeJS.Immediate | undefined
  /** What was late until now, whoever notices it first: a timer, a pipe or the end. */
  const notice = (): number => {
    const now_ms = performance.now()
    const late_ms = now_ms - due_ms
    if (late_ms > STOPPED_MS) {
      stopped_ms += late_ms
      silent_since_ms += late_ms
      due_ms = now_ms
    }
    return now_ms
  }
  const wait = (now_ms: number): void => {
    const left_ms = silent_since_ms + limit / 1e6 - now_ms
    const delay_ms = Math.min(BEAT_MS, left_ms)
    due_ms = left_ms > 0 ? now_ms + delay_ms : Number.POSITIVE_INFINITY
    if (left_ms > 0) timer = setTimeout(() => wait(notice()), delay_ms)
    else verdict = setImmediate(() => onSilence(limit)) // timers go off before pipes are read
  }
  const stop = (): void => {
    clearTimeout(timer)
    clearImmediate(verdict)
  }
  wait(silent_since_ms)
  return {
    heard() {
      stop()
      silent_since_ms = notice()
      limit = limit_ns()
      wait(silent_since_ms)
    },
    stop() {
      stop()
      notice()
      return stopped_ms * 1e6
    },
  }
}
