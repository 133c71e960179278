import type { LedgerRecord, RecordOf, RecordType } from '../../src/ledger/record.ts'
import { configurationKey } from '../../src/plan/grid.ts'

export function recordsOf<T extends RecordType>(records: readonly LedgerRecord[], type: T): RecordOf<T>[] {
  return records.filter((record): record is RecordOf<T> => record.type === type)
}

/** Blocks in ledger order as `round attempt dataset engine/arm outcome`, e.g. `0.1 iris base/null measured`. */
export function blocks(records: readonly LedgerRecord[]): string[] {
  const outcomes = new Map(
    recordsOf(records, 'block-end').map(({ block_id, outcome }) => [block_id, outcome]),
  )
  return recordsOf(records, 'block').map((block) => {
    const [dataset] = block.case_id.split('/')
    const outcome = outcomes.get(block.block_id) ?? 'open'
    return `${block.round}.${block.group_attempt} ${dataset} ${block.engine}/${block.arm} ${outcome}`
  })
}

/** Failures as `dataset engine configuration kind`; the whole arm is `all`. */
export function failures(records: readonly LedgerRecord[]): string[] {
  return recordsOf(records, 'failure').map(({ case_id, engine, configuration, kind }) => {
    const [dataset] = case_id.split('/')
    return `${dataset} ${engine} ${configuration === null ? 'all' : configurationKey(configuration)} ${kind}`
  })
}

/** What arms go without as `dataset engine part metric kind`. */
export function fallbacks(records: readonly LedgerRecord[]): string[] {
  return recordsOf(records, 'fallback').map(({ case_id, engine, part, configuration, kind }) =>
    [case_id.split('/')[0], engine, part, configuration.metric, kind].join(' '),
  )
}
