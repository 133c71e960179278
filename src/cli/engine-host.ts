import type { Host } from '../conformance/host.ts'
import { removeTree } from '../data/temporary.ts'
import { runEngineProcess } from '../runner/engine-process.ts'
import { endOrphans, killRunning } from '../runner/host-death.ts'
import { machinePinning, type Pinning } from '../runner/pinning.ts'
import { createRunFolder, removeLeftFolders } from '../runner/run-folder.ts'
import type { Io } from './io.ts'

/** Engine processes without a ledger, on the engine's cores where they are timed. */
export interface EngineHost extends Host {
  readonly pinning: Pinning | undefined
}

/** Lets `work` start engines, and leaves none of them behind, nor their files, however it ends. */
export async function withEngineHost<T>(io: Io, work: (host: EngineHost) => Promise<T>): Promise<T> {
  const cancel = io.catchInterrupts('Nothing is kept of a check that is cut off.')
  const folder = createRunFolder()
  const leave = (): void => {
    killRunning()
    folder.remove()
  }
  process.once('exit', leave) // which a second Ctrl-C leads to at once
  try {
    await endOrphans()
    removeLeftFolders()
    const pinning = machinePinning(1)
    return await work({
      runEngine: (task) => runEngineProcess(task, pinning),
      createFolder: () => folder.create(),
      discard: removeTree,
      cancel,
      pinning,
    })
  } finally {
    process.off('exit', leave)
    leave()
  }
}
