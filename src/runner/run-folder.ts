import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { ownIdentity, processIdentitySchema, stateOf } from '../ledger/process-identity.ts'

const PREFIX = 'knnbench-run-'
const OWNER_FILE = 'owner.json'

/** The temporary folder of one run: one folder a process in it, and the name of its owner. */
export interface RunFolder {
  /** A new empty folder for one process. */
  create(): string
  remove(): void
}

export function createRunFolder(): RunFolder {
  const folder = mkdtempSync(join(os.tmpdir(), PREFIX))
  writeFileSync(join(folder, OWNER_FILE), JSON.stringify(ownIdentity()))
  const processes = join(folder, 'processes')
  mkdirSync(processes)
  return {
    create: () => mkdtempSync(join(processes, 'process-')),
    remove: () => removeAll(folder),
  }
}

/** Removes the folders of runs that were killed and could not do it themselves. */
export function removeLeftFolders(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const folder = join(os.tmpdir(), name)
    if (name.startsWith(PREFIX) && isLeft(folder)) removeAll(folder)
  }
}

/** Tries again while a process that left its group still writes. */
function removeAll(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** A folder that cannot be read belongs to another user, or is being made. */
function isLeft(folder: string): boolean {
  try {
    const owner = processIdentitySchema.parse(JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8')))
    return stateOf(owner) === 'gone'
  } catch {
    return false
  }
}
