import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Kernels } from '../knn/wasm/kernels.ts'
import { COUNTERS, fail } from '../knn/wasm/shared-search.ts'
import type { HelperMessage, Team } from '../knn/wasm/team.ts'

/** Made by the build; the same path from `src` and from `dist`. */
const HELPER = new URL('../../dist/engine/wasm-helper.js', import.meta.url)

/** What a helper thread is born with. */
export interface HelperStart {
  readonly kernels: Kernels
  readonly counters: Int32Array
}

/**
 * Starts the threads beside the caller's, and resolves when all wait for their first search. They do not keep the process
 * alive. A thread that ends, in whatever way it can notice, fails the search it takes part in and every later one.
 */
export async function startTeam(kernels: Kernels, threads: number, helper = HELPER): Promise<Team> {
  const counters = new Int32Array(new SharedArrayBuffer(COUNTERS * Int32Array.BYTES_PER_ELEMENT))
  const workerData: HelperStart = { kernels, counters }
  const workers = Array.from({ length: threads - 1 }, () => new Worker(helper, { workerData }))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  for (const worker of workers) {
    worker.unref()
    worker.once('exit', () => fail(counters))
    // The exit that follows is what counts; unheard, an error would end the process.
    worker.once('error', () => {})
  }
  const send = (worker: Worker, message: HelperMessage): void => worker.postMessage(message)
  let entered: WeakRef<WebAssembly.Memory> | undefined
  return {
    kernels,
    counters,
    helpers: workers.length,
    enter(memory) {
      if (entered?.deref() === memory) return
      entered = new WeakRef(memory)
      for (const worker of workers) send(worker, { memory })
    },
    call(part) {
      for (const [i, worker] of workers.entries()) send(worker, part(i))
    },
  }
}
