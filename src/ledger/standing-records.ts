import type { LedgerRecord, RecordOf } from './record.ts'

type Again = RecordOf<'again'>

/**
 * The records that still count: those of an arm that was measured again (`run --force`) stay in the ledger, and
 * whatever was found out about it before that was asked for counts no more. Its other names and rounds, and the
 * baseline it was compared with, are untouched.
 */
export function standingRecords(records: readonly LedgerRecord[]): readonly LedgerRecord[] {
  const ends = lastRequests(records)
  if (ends.size === 0) return records
  const gone = new Set<string>()
  return records.filter((record, at) => {
    if (record.type === 'measurement' || record.type === 'block-end') return !gone.has(record.block_id)
    const isGone = (ends.get(armName(record)) ?? []).some((end) => at < end.at && concerns(end.again, record))
    if (isGone && record.type === 'block') gone.add(record.block_id)
    return !isGone
  })
}

interface Request {
  readonly again: Again
  readonly at: number
}

function lastRequests(records: readonly LedgerRecord[]): Map<string, Request[]> {
  const requests = new Map<string, Request[]>()
  for (const [at, again] of records.entries()) {
    if (again.type !== 'again') continue
    const name = armName(again)
    requests.set(name, [...(requests.get(name) ?? []), { again, at }])
  }
  return requests
}

/** Answers asked for again leave times and what went wrong while they were taken. */
function concerns({ until }: Again, record: LedgerRecord): boolean {
  switch (record.type) {
    case 'verification':
      return true
    case 'failure':
      return until === 'rounds' || record.stage === 'answers'
    case 'fallback':
      return until === 'rounds' || record.part === 'neighbors'
    case 'probe':
    case 'leftover':
    case 'block':
      return until === 'rounds'
    default:
      return false
  }
}

function armName(record: LedgerRecord): string {
  if (!('case_id' in record && 'engine' in record && 'key' in record)) return ''
  return JSON.stringify([record.case_id, record.engine, record.key])
}
