import { createHash } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { removeLeft, writeWhole } from '../data/temporary.ts'
import { READ_LIMIT_BYTES } from './read-limit.ts'
import { refuseLink } from './refuse-link.ts'

/** Answer files beside a ledger, `answers/<sha256>.npy`: once per distinct content. */
export interface AnswerStore {
  /** Stores the bytes of a .npy file and returns their sha256. */
  put(bytes: Uint8Array): string
  /** The bytes that were stored; a file that is missing or was changed since is an InputError. */
  read(sha256: string): Buffer
  /** Removes what runs that were killed have left half-written. */
  removeLeft(): void
  /** Where they lie, for messages. */
  path(sha256: string): string
}

export function openAnswerStore(folder: string): AnswerStore {
  const directory = join(folder, 'answers')
  const path = (sha256: string): string => join(directory, `${sha256}.npy`)
  return {
    path,
    removeLeft: () => removeLeft(directory),
    read(sha256) {
      const bytes = readIfThere(path(sha256))
      if (bytes === undefined) throw missing(path(sha256))
      if (hashOf(bytes) !== sha256) throw changed(path(sha256))
      return bytes
    },
    put(bytes) {
      const sha256 = hashOf(bytes)
      const kept = readIfThere(path(sha256))
      if (kept !== undefined && hashOf(kept) === sha256) return sha256
      refuseLink(directory)
      writeWhole(path(sha256), (temporary) => writeFileSync(temporary, bytes, { flag: 'wx', flush: true }))
      return sha256
    },
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    const stat = statSync(file)
    // A device or a pipe may never end, and what is longer than any answer is none.
    return stat.isFile() && stat.size <= READ_LIMIT_BYTES ? readFileSync(file) : Buffer.of()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function missing(file: string): InputError {
  return new InputError({
    where: { file },
    found: 'this answer file is named in the ledger but missing.',
    fix: 'Copy the whole results folder, not the ledger alone.',
  })
}

function changed(file: string): InputError {
  return new InputError({
    where: { file },
    found: 'this answer file was changed: its content does not have the hash in its name.',
    fix: 'Restore it from a copy of the results folder, or measure again into a new one with --out.',
  })
}
