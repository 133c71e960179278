import type { LedgerRecord, RecordOf, RecordType } from '../../../src/ledger/record.ts'
import { buildResults, type Results } from '../../../src/report/results.ts'
import type { FixtureLedger } from '../fixture-ledger.ts'
import { fixtureLedger, TWO_CASES } from '../fixtures.ts'
import { withTimes } from '../ledger-edits.ts'

type Records = readonly LedgerRecord[]

/** A copy in which every record of one type is changed; `undefined` leaves it out. */
export function changed<T extends RecordType>(
  records: Records,
  type: T,
  change: (record: RecordOf<T>) => LedgerRecord | undefined,
): LedgerRecord[] {
  const isOfType = (record: LedgerRecord): record is RecordOf<T> => record.type === type
  return records.flatMap((record) => (isOfType(record) ? (change(record) ?? []) : [record]))
}

/** Every sample takes as many times as long as `factor` says of its block. */
export function slowed(records: Records, factor: (block: RecordOf<'block'>) => number): LedgerRecord[] {
  const before = new Map<string, number[]>()
  for (const record of records)
    if (record.type === 'measurement' && record.value.event === 'sample')
      before.set(record.block_id, [...(before.get(record.block_id) ?? []), record.value.predict_ns])
  return withTimes(records, (block) => (before.get(block.block_id)?.shift() ?? 0) * factor(block))
}

/** The results of changed records, with the answers of the ledger that they are from. */
export function resultsFrom(records: Records, { readAnswer }: FixtureLedger): Results {
  const results = buildResults(records, readAnswer)
  if (results === undefined) throw new Error('the fixture holds no study')
  return results
}

/**
 * The study of two cases, and the same run again elsewhere: all of it half as fast again, the tree much slower on one
 * dataset, `ml-knn` of another version with other labels in one cell, another machine.
 */
export function twoLedgers(): { readonly old: Results; readonly now: Results } {
  const ledger = fixtureLedger(TWO_CASES)
  return { old: resultsFrom(ledger.records, ledger), now: resultsFrom(elsewhere(ledger.records), ledger) }
}

function elsewhere(records: Records): LedgerRecord[] {
  const slow = slowed(records, ({ engine, case_id, round }) => {
    const tree = engine === 'ts-kd-tree' && case_id.startsWith('breast-cancer') ? 2 : 1
    return 1.5 * tree * (1 + 0.002 * (round % 3))
  })
  const machine = changed(slow, 'environment', (record) => ({ ...record, cpu: 'Other CPU', node: 'v22.0.0' }))
  const version = changed(machine, 'engine', (record) =>
    record.engine === 'ml-knn' ? { ...record, version: '4.0.0' } : record,
  )
  const other = records.find((record) => record.type === 'verification')
  return changed(version, 'verification', (record) => {
    const { engine, case_id, configuration } = record
    const isOther =
      engine === 'ml-knn' && case_id.startsWith('breast-cancer') && configuration.n_neighbors === 9
    return isOther && other?.type === 'verification' ? { ...record, labels: other.labels } : record
  })
}
