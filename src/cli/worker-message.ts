import type { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { Interrupted } from '../runner/interrupted.ts'

/** The one message that a worker was started for; it is ended then, or when the user interrupts. */
export async function workerMessage<T>(
  worker: EventEmitter & Pick<Worker, 'terminate'>,
  interrupt: AbortSignal,
): Promise<T> {
  const settled = new AbortController()
  try {
    return await new Promise<T>((resolve, reject) => {
      interrupt.addEventListener('abort', () => reject(new Interrupted()), {
        once: true,
        signal: settled.signal,
      })
      worker.once('message', resolve)
      worker.once('error', reject)
    })
  } finally {
    settled.abort() // the signal lives as long as the run, and would keep every answer that waited on it
    await worker.terminate()
  }
}
