import { isKeyOf } from '../ledger/planned-block.ts'
import type { LedgerIndex } from './ledger-index.ts'

/** Processes that an engine started and did not end. */
export interface Leftover {
  readonly engine: string
  /** In all the processes of the engine together. */
  readonly processes: number
}

/** What the arms of one case left behind, in the order in which it was first found. */
export function caseLeftovers(index: LedgerIndex, case_id: string): Leftover[] {
  const found = new Map<string, number>()
  for (const record of index.all('leftover')) {
    const planned = index.plannedArm({ case_id: record.case_id, engine: record.engine, arm: 'main' })
    if (record.case_id !== case_id || planned === undefined || !isKeyOf(planned, record.key)) continue
    found.set(record.engine, (found.get(record.engine) ?? 0) + record.processes)
  }
  return [...found].map(([engine, processes]) => ({ engine, processes }))
}

export function describeLeftover({ processes }: Leftover): string {
  const [what, were] = processes === 1 ? ['process', 'was'] : ['processes', 'were']
  return `${processes} ${what} that it started still ran when it had ended, and ${were} killed`
}
