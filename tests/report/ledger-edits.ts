import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'

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
