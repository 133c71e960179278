import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { namingFile } from '../data/naming-file.ts'
import { LEDGER_FILE, type LedgerContent } from './read-ledger.ts'
import { type LedgerRecord, recordSchema } from './record.ts'
import { refuseLink } from './refuse-link.ts'

export interface LedgerWriter {
  /** Writes the records in one go and returns when they are on disk. */
  append(records: readonly LedgerRecord[]): void
  close(): void
}

/** What may fail on a full or broken disk; tests hand in what does. */
export interface DiskCalls {
  writeSync(descriptor: number, bytes: Uint8Array, offset: number): number
  fsyncSync(descriptor: number): void
  ftruncateSync(descriptor: number, length: number): void
}
const DISK: DiskCalls = { writeSync, fsyncSync, ftruncateSync }

/**
 * Opens a locked ledger for appending and cuts off a torn last line. Every record is checked
 * against the schema on its way out: a record that could not be read back is a bug, not a file.
 * An append that fails leaves the ledger as it was, so that a later one never lands behind half a record.
 */
export function openLedgerWriter(
  folder: string,
  { whole_bytes, torn_bytes }: LedgerContent,
  disk = DISK,
): LedgerWriter {
  const file = join(folder, LEDGER_FILE)
  refuseLink(file)
  const descriptor = openSync(file, 'a')
  if (torn_bytes > 0) ftruncateSync(descriptor, whole_bytes)
  let size = fstatSync(descriptor).size
  let isTorn = false
  return {
    append(records) {
      if (records.length === 0) return
      if (isTorn) throw torn(file, size)
      const lines = records.map((record) => `${JSON.stringify(checked(record))}\n`).join('')
      const bytes = Buffer.from(lines)
      try {
        namingFile(file, () => writeAll(disk, descriptor, bytes))
        size += bytes.length
      } catch (error) {
        isTorn = !cutBack(disk, descriptor, size)
        throw error
      }
    },
    close: () => closeSync(descriptor),
  }
}

function checked(record: LedgerRecord): LedgerRecord {
  const { data, error } = recordSchema.safeParse(record)
  if (data !== undefined) return data
  const { path, message } = error.issues[0]
  throw new Error(
    `a record of type "${record.type}" that was to be written breaks the ledger's schema: ${[...path, message].join(' ')}. Nothing of it was written.`,
  )
}

function writeAll(disk: DiskCalls, descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += disk.writeSync(descriptor, bytes, written)
  disk.fsyncSync(descriptor)
}

function cutBack(disk: DiskCalls, descriptor: number, size: number): boolean {
  try {
    disk.ftruncateSync(descriptor, size)
    disk.fsyncSync(descriptor)
    return true
  } catch {
    return false
  }
}

function torn(file: string, size: number): InputError {
  return new InputError({
    where: { file },
    found: `a write failed and what it left after byte ${size} could not be removed; nothing more is written.`,
    fix: 'Make room on the disk and run the same command again: it cuts off the torn end and goes on.',
  })
}
