import { countOf } from './answers-summary.ts'
import type { LedgerIndex } from './ledger-index.ts'
import { everyArm } from './ranked-arms.ts'
import type { Results } from './results.ts'

/** Blocks that the ledger holds from other environments than that of the blocks that count (`run --new-session`). */
export function otherEnvironments({ index, cases }: Results): string[] {
  const environmentOf = blockEnvironments(index)
  const shown = new Set(
    cases.flatMap((one) =>
      everyArm(one).flatMap(({ blocks }) => blocks.map(({ block }) => environmentOf.get(block.block_id))),
    ),
  )
  const current = shown.size > 0 ? shown : new Set([index.environment?.environment_id])
  const measured = index.all('block-end').filter(({ outcome }) => outcome === 'measured')
  const others = measured.filter(({ block_id }) => !current.has(environmentOf.get(block_id))).length
  if (others === 0) return []
  return [
    `measured in another environment, so neither shown nor compared with these: ${countOf(others, 'block')}`,
  ]
}

function blockEnvironments(index: LedgerIndex): Map<string, string | undefined> {
  const sessions = new Map(
    index.all('session').map(({ session_id, environment_id }) => [session_id, environment_id]),
  )
  return new Map(index.all('block').map(({ block_id, session_id }) => [block_id, sessions.get(session_id)]))
}
