import { mkdirSync } from 'node:fs'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { shardOf } from '../../src/plan/shards.ts'
import { fixtureLedger, TWO_CASES } from './fixtures.ts'
import { storeLedger } from './stored-ledger.ts'
import { twoMachines } from './two-machines.ts'

const SHARDS = 4

/** Ledgers as four shards of a study write them, in `<path>-shard-1-of-4` and so on. */
export function writeShards(path: string): void {
  const ledger = twoMachines(fixtureLedger(TWO_CASES), { slower: 1.3, engine: 'ml-knn', factor: 1.4 })
  for (let number = 1; number <= SHARDS; number++) {
    const folder = `${path}-shard-${number}-of-${SHARDS}`
    mkdirSync(folder, { recursive: true })
    storeLedger(folder, { ...ledger, records: shardRecords(ledger.records, number) })
  }
}

function shardRecords(records: readonly LedgerRecord[], number: number): LedgerRecord[] {
  const datasets = records.flatMap((record) => (record.type === 'data' ? [record.case_id] : []))
  const rounds = Math.max(...records.flatMap((record) => (record.type === 'plan' ? [record.rounds] : [])))
  const isOwn = (case_id: string, round: number): boolean =>
    shardOf(datasets.indexOf(case_id) * rounds + round, datasets.length * rounds, SHARDS) === number
  const own = new Set(
    records.flatMap((record) =>
      record.type === 'block' && isOwn(record.case_id, record.round) ? [record.block_id] : [],
    ),
  )
  return records.flatMap((record): LedgerRecord[] => {
    if (record.type === 'plan') {
      const { merged: _, ...plan } = record
      return [{ ...plan, shard: { number, of: SHARDS } }]
    }
    if ('block_id' in record) return own.has(record.block_id) ? [record] : []
    if (record.type !== 'verification') return [record]
    return isOwn(record.case_id, 0) || isOwn(record.case_id, rounds - 1) ? [record] : []
  })
}
