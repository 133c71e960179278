import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import type { FixtureLedger } from './fixture-ledger.ts'

/** How much longer everything, and how much more one engine, takes on the second machine. */
export interface OtherMachine {
  readonly slower: number
  readonly engine: string
  readonly factor: number
}

/** The same ledger as if its second half of rounds had been measured on another machine and merged. */
export function twoMachines<Ledger extends FixtureLedger>(
  ledger: Ledger,
  { slower, engine, factor }: OtherMachine,
): Ledger {
  const rounds = ledger.records.flatMap((record) => (record.type === 'plan' ? [record.rounds] : []))[0]
  const isSecond = ({ round }: RecordOf<'block'>): boolean => round >= rounds / 2
  const placed = ledger.records.flatMap((record): LedgerRecord[] => {
    if (record.type === 'plan') return [{ ...record, merged: { shards: 2 } }]
    if (record.type === 'session')
      return [record, { ...record, session_id: 'session-2', boot: `b${record.boot.slice(1)}` }]
    if (record.type === 'block' && isSecond(record)) return [{ ...record, session_id: 'session-2' }]
    return [record]
  })
  return { ...ledger, records: slowed(placed, { slower, engine, factor }, isSecond) }
}

function slowed(
  records: readonly LedgerRecord[],
  { slower, engine, factor }: OtherMachine,
  isSecond: (block: RecordOf<'block'>) => boolean,
): LedgerRecord[] {
  const blocks = new Map(
    records.flatMap((record) => (record.type === 'block' ? [[record.block_id, record] as const] : [])),
  )
  return records.map((record) => {
    const block = record.type === 'measurement' ? blocks.get(record.block_id) : undefined
    if (record.type !== 'measurement' || record.value.event !== 'sample' || block === undefined) return record
    const by = isSecond(block) ? slower * (block.engine === engine ? factor : 1) : 1
    return { ...record, value: { ...record.value, predict_ns: record.value.predict_ns * by } }
  })
}
