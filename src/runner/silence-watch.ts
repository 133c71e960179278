/** The longest delay that a timer of Node takes; a longer one would go off at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Calls `onSilence` once nothing was heard for `limit_ns()`, which is asked anew whenever something is. */
export function watchSilence(
  limit_ns: () => number,
  onSilence: (limit_ns: number) => void,
): { heard(): void; stop(): void } {
  const start = (): NodeJS.Timeout => {
    const limit = limit_ns()
    return setTimeout(() => onSilence(limit), Math.min(MAX_TIMER_MS, limit / 1e6))
  }
  let timer = start()
  return {
    heard() {
      clearTimeout(timer)
      timer = start()
    },
    stop: () => clearTimeout(timer),
  }
}
