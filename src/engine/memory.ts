import { readFileSync, writeFileSync } from 'node:fs'

/** Resident memory of this process over one phase. */
export interface MemoryReading {
  /** At the end of the phase. */
  readonly size_bytes: number
  readonly peak_bytes: number
  /** `sampled`: the larger of the sizes at both ends, where the kernel keeps no peak that can be reset. */
  readonly method: 'clear-refs' | 'sampled'
}

/** Phases follow each other: `endPhase` reads the one that ends and starts the next. */
export interface MemoryMeter {
  /** Starts a phase anew, so that what came since the last one ended does not count. */
  startPhase(): void
  endPhase(): MemoryReading
}

/** A meter whose first phase starts now; `proc` is where Linux tells a process its own peak. */
export function startMemoryMeter(proc = '/proc/self'): MemoryMeter {
  return resetPeak(proc) ? peakMeter(proc) : samplingMeter()
}

function peakMeter(proc: string): MemoryMeter {
  return {
    startPhase: () => void resetPeak(proc),
    endPhase() {
      const status = readFileSync(`${proc}/status`, 'utf8')
      const reading = { size_bytes: field(status, 'VmRSS'), peak_bytes: field(status, 'VmHWM') }
      resetPeak(proc)
      return { ...reading, method: 'clear-refs' }
    },
  }
}

function samplingMeter(): MemoryMeter {
  let atStart = process.memoryUsage.rss()
  return {
    startPhase() {
      atStart = process.memoryUsage.rss()
    },
    endPhase() {
      const size_bytes = process.memoryUsage.rss()
      const peak_bytes = Math.max(atStart, size_bytes)
      atStart = size_bytes
      return { size_bytes, peak_bytes, method: 'sampled' }
    },
  }
}

/** Sets VmHWM to the present size (Linux, proc_pid_clear_refs(5), value 5); false where that cannot be done. */
function resetPeak(proc: string): boolean {
  try {
    writeFileSync(`${proc}/clear_refs`, '5')
    return readFileSync(`${proc}/status`, 'utf8').includes('VmHWM:')
  } catch {
    return false
  }
}

function field(status: string, name: string): number {
  const kibibytes = status.match(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm'))?.[1]
  if (kibibytes === undefined) throw new Error(`/proc/self/status has no ${name}`)
  return Number(kibibytes) * 1024
}
