import { InputError } from '../config/input-error.ts'
import { type Shard, shardWords } from '../config/shard.ts'
import type { LedgerRecord, RecordOf } from '../ledger/record.ts'

/** Refuses to go on with the ledger of one part of a study as if it were another's: each shard has one of its own. */
export function requireSameShard(records: readonly LedgerRecord[], shard: Shard | undefined): void {
  const before = records.findLast((record) => record.type === 'plan')
  if (before === undefined || planWords(before) === partWords(shard)) return
  throw new InputError({
    found: `this ledger holds ${planWords(before)}, and ${partWords(shard)} is asked for.`,
    fix: 'Name another folder with --out, and unite the ledgers with: knnbench merge',
  })
}

function planWords({ shard, merged }: RecordOf<'plan'>): string {
  return merged === undefined ? partWords(shard) : 'what was merged'
}

function partWords(shard: Shard | undefined): string {
  return shard === undefined ? 'a whole study' : `shard ${shardWords(shard)}`
}
