import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { EngineMark } from './engine-mark.ts'
import type { ProcessExit } from './exit-verdict.ts'
import { killLeftovers } from './process-group.ts'

/** How long its descendants may take to end after it, and how often that is looked at. */
const LEFT_GRACE_MS = 200
const LOOK_AGAIN_MS = 20

/** How long the event pipe may stay open after its process is gone and its group was killed. */
const PIPE_GRACE_MS = 1000

/** The end of a process and of all that it started. */
export interface Over extends ProcessExit {
  readonly left_processes: number
}

/**
 * Resolves when the process is gone and its pipe is read to the end. A descendant may hold the pipe open for ever:
 * its group is killed soon, so is one that left the group, and where that one cannot be found it costs us the pipe.
 * A process that cannot be ended is waited for no longer once that is given up.
 */
export function whenOver(child: ChildProcess, mark: EngineMark, givenUp: AbortSignal): Promise<Over> {
  return new Promise((resolve) => {
    let ending = Promise.resolve(0)
    child.once('error', ({ message }) =>
      resolve({ code: 127, signal: null, startError: message, left_processes: 0 }),
    )
    child.once('exit', () => {
      ending = endDescendants(child, mark)
    })
    child.once('close', async (code, signal) => resolve({ code, signal, left_processes: await ending }))
    givenUp.addEventListener('abort', () => {
      child.unref()
      eventPipe(child).destroy()
      resolve({ code: null, signal: null, left_processes: 0 })
    })
  })
}

/** Gives the number of those that did not end by themselves. */
async function endDescendants(child: ChildProcess, mark: EngineMark): Promise<number> {
  for (let waited_ms = 0; waited_ms < LEFT_GRACE_MS && mark.isBorne(); waited_ms += LOOK_AGAIN_MS)
    await delay(LOOK_AGAIN_MS)
  const left = mark.kill()
  if (child.pid !== undefined) killLeftovers(child.pid)
  setTimeout(() => eventPipe(child).destroy(), PIPE_GRACE_MS).unref()
  return left
}

/** Where an engine's events come from. */
export function eventPipe(child: ChildProcess): Readable {
  return child.stdio[3] as Readable // every engine is spawned with a pipe as its fourth entry of `stdio`
}
