import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { parseRecord } from './parse-record.ts'
import type { LedgerRecord } from './record.ts'

export const LEDGER_FILE = 'ledger.jsonl'

export interface LedgerContent {
  readonly records: readonly LedgerRecord[]
  /** Bytes up to the last whole line; what follows is a record that an interrupted write left. */
  readonly whole_bytes: number
  readonly torn_bytes: number
}

/**
 * All whole records of `<folder>/ledger.jsonl`, none if it does not exist. A torn last line is told,
 * not read; a damaged line before it is an InputError with its line number.
 */
export function readLedger(folder: string): LedgerContent {
  const file = join(folder, LEDGER_FILE)
  if (!existsSync(file)) return { records: [], whole_bytes: 0, torn_bytes: 0 }
  const bytes = readFileSync(file)
  const whole_bytes = bytes.lastIndexOf(0x0a) + 1
  const lines = bytes.subarray(0, whole_bytes).toString('utf8').split('\n').slice(0, -1)
  const records = lines.map((line, index) => {
    const parsed = parseRecord(line)
    if (parsed.ok) return parsed.record
    throw new InputError({
      where: { file, line: index + 1 },
      found: `this record ${parsed.reason}.`,
      fix: parsed.fix,
    })
  })
  return { records, whole_bytes, torn_bytes: bytes.length - whole_bytes }
}
