import { isKeyOf } from '../ledger/planned-block.ts'
import type { RecordOf } from '../ledger/record.ts'
import { armKey } from './arm-identity.ts'
import { describeFailure } from './failure-words.ts'
import type { LedgerIndex } from './ledger-index.ts'

export type Fallback = RecordOf<'fallback'>

/** What the arms of one case go without: the first record of each engine, part and (for neighbors) distance metric. */
export function caseFallbacks(index: LedgerIndex, case_id: string): Fallback[] {
  const found = new Map<string, Fallback>()
  for (const record of index.all('fallback')) {
    const arm = { case_id: record.case_id, engine: record.engine, arm: 'main' } as const
    const planned = index.plannedArm(arm)
    if (record.case_id !== case_id || planned === undefined || !isKeyOf(planned, record.key)) continue
    const name = `${armKey(arm)} ${record.part} ${record.part === 'search' ? '' : record.configuration.metric}`
    if (!found.has(name)) found.set(name, record)
  }
  return [...found.values()]
}

/** What became of it, in words: `it told no neighbors for euclidean, so labels are its basis there (…)`. */
export function describeFallback(record: Fallback): string {
  const { metric } = record.configuration
  const why = `${record.kind}: ${describeFailure(record)}`
  return record.part === 'search'
    ? `its search is not timed (${why}, at metric=${metric})`
    : `it told no neighbors for metric=${metric}, so these answers were graded by their labels (${why})`
}
