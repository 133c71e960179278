import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '../config/canonical-json.ts'
import { writeWhole } from '../data/temporary.ts'
import { LEDGER_FILE } from './read-ledger.ts'
import { type LedgerRecord, recordSchema } from './record.ts'
import { refuseLink } from './refuse-link.ts'

/** Writes a ledger anew, there as a whole or not at all; the same records give the same bytes. */
export function writeLedger(folder: string, records: readonly LedgerRecord[]): void {
  const file = join(folder, LEDGER_FILE)
  refuseLink(file)
  writeWhole(file, (temporary) => {
    const descriptor = openSync(temporary, 'wx')
    try {
      for (const record of records) writeSync(descriptor, `${canonicalJson(recordSchema.parse(record))}\n`)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  })
}

/** The answer files that records name. */
export function namedAnswers(records: readonly LedgerRecord[]): string[] {
  const names = records.flatMap((record) => {
    if (record.type === 'data')
      return [record.y_test, record.test_index, record.timed_rows, record.score_rows]
    if (record.type === 'verification')
      return [record.score_rows, record.labels, record.probabilities ?? []].flat()
    return []
  })
  return [...new Set(names)]
}
