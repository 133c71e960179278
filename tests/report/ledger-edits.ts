import { createHash } from 'node:crypto'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import type { Answer } from '../../src/report/answer.ts'
import type { FixtureLedger } from './fixture-ledger.ts'

type Block = RecordOf<'block'>

/** A copy in which every timed prediction takes `time_ns(block, n_neighbors)`. */
export function withTimes(
  records: readonly LedgerRecord[],
  time_ns: (block: Block, n_neighbors: number) => number,
): LedgerRecord[] {
  const blocks = blocksById(records)
  return records.map((record) => {
    const block = record.type === 'measurement' ? blocks.get(record.block_id) : undefined
    if (record.type !== 'measurement' || block === undefined || record.value.event !== 'sample') return record
    const predict_ns = time_ns(block, record.value.configuration.n_neighbors)
    return { ...record, value: { ...record.value, predict_ns } }
  })
}

/** The records of every group of blocks, group by group, and all others before them. */
export function groupsOf(records: readonly LedgerRecord[]): {
  others: LedgerRecord[]
  groups: LedgerRecord[][]
} {
  const blocks = blocksById(records)
  const groups = new Map<string, LedgerRecord[]>()
  const others: LedgerRecord[] = []
  for (const record of records) {
    const block = 'block_id' in record ? blocks.get(record.block_id) : undefined
    if (block === undefined) others.push(record)
    else groups.set(block.group_id, [...(groups.get(block.group_id) ?? []), record])
  }
  return { others, groups: [...groups.values()] }
}

/** The same group measured again as attempt 2, every prediction `factor` times as long. */
export function secondAttempt(group: readonly LedgerRecord[], factor: number): LedgerRecord[] {
  return group.map((record) => {
    switch (record.type) {
      case 'block':
        return { ...record, block_id: `${record.block_id}-again`, group_attempt: 2, supersedes: 1 }
      case 'block-end':
        return { ...record, block_id: `${record.block_id}-again` }
      case 'measurement': {
        const { value } = record
        const again = value.event === 'sample' ? { ...value, predict_ns: value.predict_ns * factor } : value
        return { ...record, block_id: `${record.block_id}-again`, value: again }
      }
      default:
        return record
    }
  })
}

function blocksById(records: readonly LedgerRecord[]): Map<string, Block> {
  return new Map(records.flatMap((record) => (record.type === 'block' ? [[record.block_id, record]] : [])))
}

/**
 * A copy in which the labels of one engine on one dataset are of the next class in some places of the answers, by
 * `n_neighbors`.
 */
export function withOtherLabels(
  { records, readAnswer }: FixtureLedger,
  { engine, dataset }: { readonly engine: string; readonly dataset: string },
  places: Readonly<Record<number, readonly number[]>>,
): FixtureLedger {
  const data = records.find((one) => one.type === 'data' && one.dataset === dataset)
  const n_classes = data?.type === 'data' ? data.classes.length : 0
  const changed = new Map<string, Answer>()
  const edited = records.map((record): LedgerRecord => {
    const flipped = record.type === 'verification' ? places[record.configuration.n_neighbors] : undefined
    if (record.type !== 'verification' || flipped === undefined) return record
    if (record.engine !== engine || !record.case_id.startsWith(`${dataset}/`)) return record
    const { shape, data } = readAnswer(record.labels)
    const labels = createHash('sha256').update(`${record.labels} changed`).digest('hex')
    const other = data.map((code, place) => (flipped.includes(place) ? (code + 1) % n_classes : code))
    changed.set(labels, { shape, data: Int32Array.from(other) })
    return { ...record, labels }
  })
  return { records: edited, readAnswer: (sha256) => changed.get(sha256) ?? readAnswer(sha256) }
}

/** A copy whose machine was calibrated: 10 and 20 G multiply-adds, 5 GB of memory a second with one thread. */
export function withCalibration(ledger: FixtureLedger): FixtureLedger {
  const limits = (
    [
      ['multiply-adds-float64', 1e10],
      ['multiply-adds-float32', 2e10],
      ['bytes-read', 5e9],
    ] as const
  ).map(([quantity, per_second]) => ({
    quantity,
    threads: 1,
    per_second,
    median_per_second: per_second * 0.9,
    trials: 100,
  }))
  const calibration = { measured_at: '2026-01-02T03:04:05.678Z', instructions: 'avx512f', limits }
  const records = ledger.records.map((record) =>
    record.type === 'environment' ? { ...record, calibration } : record,
  )
  return { ...ledger, records }
}
