import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { LEDGER_FILE, type LedgerContent } from './read-ledger.ts'
import { type LedgerRecord, recordSchema } from './record.ts'

export interface LedgerWriter {
  /** Writes the records in one go and returns when they are on disk. */
  append(records: readonly LedgerRecord[]): void
  close(): void
}

/**
 * Opens a locked ledger for appending and cuts off a torn last line. Every record is checked
 * against the schema on its way out: a record that could not be read back is a bug, not a file.
 */
export function openLedgerWriter(folder: string, { whole_bytes, torn_bytes }: LedgerContent): LedgerWriter {
  const descriptor = openSync(join(folder, LEDGER_FILE), 'a')
  if (torn_bytes > 0) ftruncateSync(descriptor, whole_bytes)
  return {
    append(records) {
      if (records.length === 0) return
      const lines = records.map((record) => `${JSON.stringify(recordSchema.parse(record))}\n`).join('')
      const bytes = Buffer.from(lines)
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written)
      fsyncSync(descriptor)
    },
    close: () => closeSync(descriptor),
  }
}
