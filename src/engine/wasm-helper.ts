import { parentPort, workerData } from 'node:worker_threads'
import { createHelper } from '../knn/wasm/helper.ts'
import { fail } from '../knn/wasm/shared-search.ts'
import type { HelperMessage } from '../knn/wasm/team.ts'
import type { HelperStart } from './helper-threads.ts'

/** A thread of `wasm-parallel`: helps with one search after the other, and sleeps between them. */
const { kernels, counters } = workerData as HelperStart
const help = createHelper(kernels, counters)

parentPort?.on('message', (message: HelperMessage) => {
  help(message)
  // The memory of the model before is garbage of this thread, which makes too little of its own to collect any.
  if ('memory' in message) globalThis.gc?.()
})
// The caller waits without hearing of it otherwise.
process.once('exit', () => fail(counters))
parentPort?.postMessage('ready')
