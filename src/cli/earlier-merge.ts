import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { LEDGER_FILE, readLedger } from '../ledger/read-ledger.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Io } from './io.ts'

/** What was merged into a folder before, and stays in it; the ledger of a run is not written over. */
export function earlierMerge(folder: string, io: Pick<Io, 'cwd'>): readonly LedgerRecord[] | undefined {
  if (!existsSync(join(folder, LEDGER_FILE))) return undefined
  const { records } = readLedger(folder)
  if (records.findLast((record) => record.type === 'plan')?.merged !== undefined) return records
  throw new InputError({
    found: `${relative(io.cwd, folder) || '.'} already holds a ledger, which is that of a run and none that was merged.`,
    fix: 'Name another folder with --out.',
  })
}
