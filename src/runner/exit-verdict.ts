import type { EngineEvent } from '../engine/protocol.ts'

/** How a process ended that does not count. */
export type BadEnd =
  | { readonly kind: 'timeout' | 'out-of-memory' | 'crashed'; readonly message: string }
  | { readonly kind: 'interrupted'; readonly message: string }

export interface ProcessExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Why it could not even be started. */
  readonly startError?: string
}

export interface Exit extends ProcessExit {
  readonly events: readonly EngineEvent[]
  /** The end of what it wrote to stdout and stderr. */
  readonly log: string
}

/** What a process is told of that said nothing for so long. */
export function judgeSilence(silence_ns: number, events: readonly EngineEvent[]): BadEnd {
  const seconds = `${(silence_ns / 1e9).toFixed(1)} s`
  const last = events.at(-1)?.event ?? 'none'
  const message =
    last === 'done'
      ? `the engine did not exit within ${seconds} of its "done"`
      : `no answer within ${seconds} (last event: ${last})`
  return { kind: 'timeout', message }
}

export function notStarted({ message }: Pick<Error, 'message'>): BadEnd {
  return { kind: 'crashed', message: `the engine could not be started: ${message}` }
}

/** The last words of Node, Python, C and Rust. */
const OUT_OF_MEMORY =
  /heap out of memory|MemoryError|Cannot allocate memory|memory allocation of \d+ bytes failed/

/** What was wrong with the end of a process that nobody stopped, or undefined if nothing was. */
export function judgeExit(exit: Exit): BadEnd | undefined {
  const { events, code, signal, log, startError } = exit
  if (startError !== undefined) return notStarted({ message: startError })
  if (code === 0) return incomplete(events, log)
  const told = events.findLast((event) => event.event === 'failed' && event.configuration === undefined)
  const why = told?.event === 'failed' ? `; it said: ${told.message}` : telling(log)
  const isOutOfMemory = told?.event === 'failed' && told.kind === 'out-of-memory'
  if (isOutOfMemory || OUT_OF_MEMORY.test(log)) {
    return { kind: 'out-of-memory', message: `the engine ran out of memory${why}` }
  }
  if (signal === 'SIGKILL') {
    return { kind: 'out-of-memory', message: 'the engine was killed by the system, most likely for memory' }
  }
  const how = signal === null ? `exited with code ${code}` : `was ended by ${signal}`
  return { kind: 'crashed', message: `the engine ${how}${why}` }
}

function incomplete(events: readonly EngineEvent[], log: string): BadEnd | undefined {
  if (events[0]?.event !== 'hello') {
    return { kind: 'crashed', message: 'the first event of the engine was not "hello"' }
  }
  if (events.at(-1)?.event === 'done') return undefined
  return { kind: 'crashed', message: `the engine exited without "done"${telling(log)}` }
}

/** Lines of a stack as Node, gdb and others print it, and their titles. */
const STACK = /^\s*(\d+: |#\d+ |at |-{3,})/

/** The line of a log that most likely names the cause: the last with "error" in it, or else the last. */
function telling(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !STACK.test(line))
  const line = lines.findLast((text) => /error|exception|panic/i.test(text)) ?? lines.at(-1)
  return line === undefined ? '' : `; its log says: ${line.trim().slice(0, 300)}`
}
