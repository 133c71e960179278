import { canonicalJson } from '../../config/canonical-json.ts'
import { InputError } from '../../config/input-error.ts'
import type { LedgerRecord, RecordOf } from '../record.ts'

/** A block that ended, with what it measured in the order in which it did. */
export interface Bundle {
  readonly block: RecordOf<'block'>
  readonly measurements: readonly RecordOf<'measurement'>[]
  readonly end: RecordOf<'block-end'>
}

/** The blocks of a ledger that ended, each once; one that was cut off counts nowhere. */
export function bundles(records: readonly LedgerRecord[]): Bundle[] {
  const measurements = new Map<string, RecordOf<'measurement'>[]>()
  const ends = new Map<string, RecordOf<'block-end'>>()
  for (const record of records) {
    if (record.type === 'block-end') ends.set(record.block_id, record)
    if (record.type !== 'measurement') continue
    const own = measurements.get(record.block_id) ?? []
    own.push(record)
    measurements.set(record.block_id, own)
  }
  return records.flatMap((block) => {
    const end = block.type === 'block' ? ends.get(block.block_id) : undefined
    if (block.type !== 'block' || end === undefined) return []
    return [{ block, measurements: measurements.get(block.block_id) ?? [], end }]
  })
}

/** Each block once. Throws `InputError` for two of one identity that do not say the same. */
export function uniqueBundles(all: readonly Bundle[]): Bundle[] {
  const known = new Map<string, Bundle>()
  for (const bundle of all) {
    const { block_id, group_id, engine } = bundle.block
    const before = known.get(block_id)
    if (before !== undefined && canonicalJson(before) !== canonicalJson(bundle))
      throw new InputError({
        found: `the block ${block_id} of ${engine} in ${group_id} is recorded in two ways: a ledger was changed since it was written.`,
        fix: 'Merge the ledgers as they were written.',
      })
    known.set(block_id, bundle)
  }
  return [...known.values()]
}

export function bundleRecords({ block, measurements, end }: Bundle): LedgerRecord[] {
  return [block, ...measurements, end]
}
