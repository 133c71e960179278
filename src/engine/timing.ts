import { Bench, type Task } from 'tinybench'

/**
 * Called whenever a fit, a prediction or a search is over, and no clock runs: tells the host that the engine is
 * alive, if it has not heard anything for a while. `now_ms` spares a reading of the clock.
 */
export type Pulse = (now_ms?: number) => void

/** One sample: `count` calls timed one by one, and what one of them took. */
export interface Batch {
  readonly count: number
  /** Mean wall time of one call, rounded. */
  readonly call_ns: number
  /** Mean CPU time of one call, over all threads of the process. */
  readonly cpu_ns: number
  /** Wall time of each call, ascending. */
  readonly sorted_ns: readonly number[]
}

export interface BatchLimits {
  readonly min_calls: number
  /** Calls go on until they have taken this long together. */
  readonly min_time_ns: number
}

export interface Once<T> {
  readonly value: T
  readonly wall_ns: number
  readonly cpu_ns: number
}

/** Times one batch of synchronous calls with tinybench; rethrows what `call` throws. `pulse` comes between calls. */
export function measureBatch(call: () => void, limits: BatchLimits, pulse: Pulse): Batch {
  let usage = { user: 0, system: 0 }
  let read_ms = 0
  const bench = new Bench({
    iterations: limits.min_calls,
    time: limits.min_time_ns / 1e6,
    now: () => {
      read_ms = nowMilliseconds()
      return read_ms
    },
    retainSamples: true,
    warmup: false,
    throws: true,
  })
  bench.add('predict', call, {
    // Left to find out itself, tinybench calls the function once more, unmeasured, for every sample.
    async: false,
    // Outside the clock; the reading is that of the end of the call.
    afterEach: () => pulse(read_ms),
    // The next two keep tinybench's own statistics, computed after the last call, out of the CPU time.
    beforeAll: () => {
      usage = process.cpuUsage()
    },
    afterAll: () => {
      usage = process.cpuUsage(usage)
    },
  })
  bench.runSync()
  return toBatch(bench.tasks[0].result, usage)
}

function toBatch(result: Task['result'], usage: NodeJS.CpuUsage): Batch {
  if (result.state !== 'completed') throw new Error(`tinybench ended ${result.state}`)
  const samples = result.latency.samples ?? []
  const count = samples.length
  return {
    count,
    call_ns: Math.round((result.totalTime * 1e6) / count),
    cpu_ns: Math.round(cpuNanoseconds(usage) / count),
    sorted_ns: samples.map((milliseconds) => milliseconds * 1e6),
  }
}

/** Times a single call. */
export function measureOnce<T>(call: () => T): Once<T> {
  const usage = process.cpuUsage()
  const start = process.hrtime.bigint()
  const value = call()
  const wall_ns = Number(process.hrtime.bigint() - start)
  return { value, wall_ns, cpu_ns: cpuNanoseconds(process.cpuUsage(usage)) }
}

/** Calls until `warmup` is used up: so many calls, or calls lasting so long together. Gives the number of calls. */
export function warmUp(
  call: () => void,
  warmup: { readonly calls: number } | { readonly time_ns: number },
  pulse: Pulse,
): number {
  const [most, end_ms] =
    'calls' in warmup
      ? [warmup.calls, Number.POSITIVE_INFINITY]
      : [Number.POSITIVE_INFINITY, nowMilliseconds() + warmup.time_ns / 1e6]
  let calls = 0
  for (let now_ms = nowMilliseconds(); calls < most && now_ms < end_ms; calls++) {
    call()
    now_ms = nowMilliseconds()
    pulse(now_ms)
  }
  return calls
}

/** The p-th quantile of ascending values, linear between neighbors (Hyndman and Fan 1996, type 7), rounded. */
export function quantile(sorted: readonly number[], p: number): number {
  const position = (sorted.length - 1) * p
  const below = Math.floor(position)
  const above = Math.ceil(position)
  return Math.round(sorted[below] + (position - below) * (sorted[above] - sorted[below]))
}

/**
 * Collects the young generation, so that a configuration does not pay for its predecessor's garbage. Not a full
 * collection: that also drops the hidden classes that have no living instance, and with them the optimized code
 * of whoever makes such objects in each call, which is then timed cold (ts-brute on breast-cancer, 114 rows:
 * 1.4 ms a call after a minor collection, 25 ms after a full one).
 */
export function collectGarbage(): void {
  globalThis.gc?.({ type: 'minor' })
}

/** A full collection, for the memory of a phase; only where a warm-up follows before anything is timed. */
export function collectAllGarbage(): void {
  globalThis.gc?.()
}

function cpuNanoseconds(usage: NodeJS.CpuUsage): number {
  return (usage.user + usage.system) * 1000
}

// Exact to below a nanosecond for the first hundred days of uptime: 2^53 ns.
export function nowMilliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
