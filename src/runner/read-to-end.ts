import type { ChildProcess } from 'node:child_process'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { eventReader, mostBytes } from './event-reader.ts'
import { type BadEnd, judgeSilence } from './exit-verdict.ts'
import { eventPipe, type Over } from './process-end.ts'
import { endProcessGroup } from './process-group.ts'
import { watchSilence } from './silence-watch.ts'

/** What is listened for, and for how long; as in a task. */
interface Listening {
  readonly job: Job
  readonly silence_ns: number
  readonly start_ns: number
  readonly cancel: AbortSignal
}

interface Heard {
  readonly events: EngineEvent[]
  /** Why it was ended, if it did not end by itself. */
  readonly stopped: BadEnd | undefined
  /** How long this process was stopped meanwhile. */
  readonly stopped_ns: number
}

/** Collects events until all is over; a silence, a broken line or a cancel ends the group before. */
export async function readToEnd(
  child: ChildProcess,
  { job, silence_ns, start_ns, cancel }: Listening,
  { over, giveUp }: { readonly over: Promise<Over>; readonly giveUp: AbortController },
): Promise<Heard> {
  const events: EngineEvent[] = []
  let stopped: BadEnd | undefined
  const stop = (verdict: BadEnd): void => {
    if (stopped !== undefined || child.pid === undefined) return
    stopped = verdict
    void endProcessGroup(child.pid, over).then((hasEnded) => {
      if (hasEnded) return
      stopped = { ...verdict, message: `${verdict.message}; it cannot be ended: it is another user's by now` }
      giveUp.abort()
    })
  }
  let isLoaded = false
  const silence = watchSilence(
    () => (isLoaded ? silence_ns : Math.max(start_ns, silence_ns)),
    (limit_ns) => stop(judgeSilence(limit_ns, events)),
  )
  const interrupt = (): void => stop({ kind: 'interrupted', message: 'interrupted' })
  cancel.addEventListener('abort', interrupt, { once: true })
  if (cancel.aborted) interrupt()
  const reader = eventReader(mostBytes(job))
  const take = (read: ReturnType<typeof reader.push>): void => {
    for (const item of read) {
      // It may go on for a while: whatever it still says is not what it was stopped for, nor can it be trusted.
      if (stopped !== undefined) return
      if (item.ok) events.push(item.event)
      else stop({ kind: 'crashed', message: item.problem })
      isLoaded ||= item.ok && item.event.event === 'loaded'
    }
  }
  eventPipe(child).on('data', (chunk: Buffer) => {
    take(reader.push(chunk))
    silence.heard()
  })
  await over
  take(reader.end())
  const stopped_ns = silence.stop()
  cancel.removeEventListener('abort', interrupt)
  return { events, stopped, stopped_ns }
}
