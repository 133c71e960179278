import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'

/** Answer files beside a ledger, `answers/<sha256>.npy`: once per distinct content. */
export interface AnswerStore {
  /** Stores the bytes of a .npy file and returns their sha256. */
  put(bytes: Uint8Array): string
  path(sha256: string): string
}

export function openAnswerStore(folder: string): AnswerStore {
  const directory = join(folder, 'answers')
  const path = (sha256: string): string => join(directory, `${sha256}.npy`)
  return {
    path(sha256) {
      if (existsSync(path(sha256))) return path(sha256)
      throw new InputError({
        where: { file: path(sha256) },
        found: 'this answer file is named in the ledger but missing.',
        fix: 'Copy the whole results folder, not the ledger alone.',
      })
    },
    put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (existsSync(path(sha256))) return sha256
      mkdirSync(directory, { recursive: true })
      const temporary = `${path(sha256)}.part`
      writeFileSync(temporary, bytes, { flush: true })
      renameSync(temporary, path(sha256))
      return sha256
    },
  }
}

/** The bytes of a file, whether they are those that its name promises. */
export function readAnswerBytes(store: AnswerStore, sha256: string): Buffer {
  const file = store.path(sha256)
  const bytes = readFileSync(file)
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes
  throw new InputError({
    where: { file },
    found: 'its content does not have the hash in its name.',
    fix: 'Restore it from a copy.',
  })
}
