import type { EngineEvent } from '../engine/protocol.ts'

/** Every end of an engine process that does not count, with a sentence for its record. */
export type EndVerdict =
  | { readonly kind: 'timeout' | 'out-of-memory' | 'crashed'; readonly message: string }
  | { readonly kind: 'interrupted'; readonly message: string }

export interface ProcessExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Why it could not even be started. */
  readonly startError?: string
}

/** What is wrong with how a process ended of itself, or undefined if it said all it had to say. */
export function judgeExit(
  events: readonly EngineEvent[],
  { code, signal, startError }: ProcessExit,
  log: string,
): EndVerdict | undefined {
  if (startError !== undefined) return crashed(`the engine could not be started: ${startError}`)
  const last = log.trimEnd().split('\n').at(-1)?.slice(0, 300) ?? ''
  const why = last === '' ? '' : `; its last line was: ${last}`
  if (code !== 0 && /heap out of memory|MemoryError|Cannot allocate memory/.test(log)) {
    return { kind: 'out-of-memory', message: `the engine ran out of memory${why}` }
  }
  if (signal === 'SIGKILL') {
    return {
      kind: 'out-of-memory',
      message: 'the engine was killed by the system, most likely for memory',
    }
  }
  if (signal !== null) return crashed(`the engine was ended by ${signal}${why}`)
  if (code !== 0) return crashed(`the engine exited with code ${code}${why}`)
  if (events.at(-1)?.event !== 'done') return crashed(`the engine exited without "done"${why}`)
  if (events[0]?.event !== 'hello') return crashed('the first event of the engine was not "hello"')
  return undefined
}

function crashed(message: string): EndVerdict {
  return { kind: 'crashed', message }
}
