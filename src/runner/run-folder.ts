import { mkdirSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { removeLeft, removeTree, temporaryName } from '../data/temporary.ts'

const PREFIX = 'knnbench-run-'

/** The temporary folder of one run: one folder a process in it. Its name tells its owner. */
export interface RunFolder {
  /** A new empty folder for one process. */
  create(): string
  remove(): void
}

export function createRunFolder(): RunFolder {
  const folder = join(os.tmpdir(), temporaryName(PREFIX))
  mkdirSync(folder, { mode: 0o700 })
  return {
    create: () => mkdtempSync(join(folder, 'process-')),
    remove: () => removeTree(folder),
  }
}

/** Removes the folders of runs that were killed and could not do it themselves. */
export function removeLeftFolders(): void {
  removeLeft(os.tmpdir(), PREFIX)
}
