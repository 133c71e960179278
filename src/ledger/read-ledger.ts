import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { fileLines } from './file-lines.ts'
import { parseRecord, RESTORE } from './parse-record.ts'
import { READ_LIMIT_BYTES } from './read-limit.ts'
import type { LedgerRecord } from './record.ts'

export const LEDGER_FILE = 'ledger.jsonl'
/** Far above any record, far below the longest string. */
const MAX_LINE_BYTES = 64 * 2 ** 20
const TOO_LONG = { ok: false, reason: 'is longer than 64 MiB', fix: RESTORE } as const

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
  refuseNoLedger(file)
  const records: LedgerRecord[] = []
  let whole_bytes = 0
  for (const { bytes, length_bytes, end } of fileLines(file, MAX_LINE_BYTES)) {
    if (end === 'torn') return { records, whole_bytes, torn_bytes: length_bytes }
    records.push(recordOf(bytes, file, records.length + 1))
    whole_bytes += length_bytes + 1
  }
  return { records, whole_bytes, torn_bytes: 0 }
}

/** A device or a pipe may never end, and a longer file is none that this tool wrote. */
function refuseNoLedger(file: string): void {
  const stat = statSync(file)
  if (stat.isFile() && stat.size <= READ_LIMIT_BYTES) return
  throw new InputError({
    where: { file },
    found: stat.isFile() ? 'this ledger has more than 2 GiB.' : 'this is no file that could be a ledger.',
    fix: 'Is it one that knnbench wrote? Start a new one with --out.',
  })
}

function recordOf(bytes: Buffer | undefined, file: string, line: number): LedgerRecord {
  const parsed = bytes === undefined ? TOO_LONG : parseRecord(bytes.toString())
  if (parsed.ok) return parsed.record
  throw new InputError({ where: { file, line }, found: `this record ${parsed.reason}.`, fix: parsed.fix })
}
