import pidusage from 'pidusage'

export interface SeriesPoint {
  readonly at_ms: number
  readonly cpu_percent: number
  readonly memory_bytes: number
}

const PERIOD_MS = 250 // at most four samples a second: sampling must not disturb what it watches

/** CPU and memory of one process over time, for pictures only: peaks come from the engine itself. */
export function sampleSeries(pid: number | undefined): { stop(): readonly SeriesPoint[] } {
  const points: SeriesPoint[] = []
  if (pid === undefined) return { stop: () => points }
  const started_ms = performance.now()
  const timer = setInterval(() => {
    pidusage(pid).then(
      ({ cpu, memory }) => {
        // What /proc told was torn: no record may hold it, and no picture needs it.
        if (!Number.isFinite(cpu) || !Number.isFinite(memory)) return
        const at_ms = Math.round(performance.now() - started_ms)
        points.push({ at_ms, cpu_percent: cpu, memory_bytes: memory })
      },
      () => clearInterval(timer), // the process is gone
    )
  }, PERIOD_MS)
  timer.unref()
  return {
    stop() {
      clearInterval(timer)
      pidusage.clear()
      return points
    },
  }
}
