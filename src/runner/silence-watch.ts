/** The longest delay that a timer of Node takes; a longer one would go off at once. */
const MAX_TIMER_MS = 2 ** 31 - 1
/** A timer that is so late tells that this process was stopped, not that an engine was silent. */
const STOPPED_MS = 1000

/**
 * Calls `onSilence` once nothing was heard for `limit_ns()`, which is asked anew whenever something is. The time in
 * which this process was stopped (Ctrl-Z, a frozen container) does not count, and what was said meanwhile is heard first.
 */
export function watchSilence(
  limit_ns: () => number,
  onSilence: (limit_ns: number) => void,
): { heard(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let verdict: NodeJS.Immediate | undefined
  const stop = (): void => {
    clearTimeout(timer)
    clearImmediate(verdict)
  }
  const start = (): void => {
    const limit = limit_ns()
    const delay_ms = Math.min(MAX_TIMER_MS, limit / 1e6)
    const due_ms = performance.now() + delay_ms
    timer = setTimeout(() => {
      if (performance.now() - due_ms > STOPPED_MS) start()
      else verdict = setImmediate(() => onSilence(limit)) // timers go off before pipes are read
    }, delay_ms)
  }
  start()
  return {
    heard() {
      stop()
      start()
    },
    stop,
  }
}
