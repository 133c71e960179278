import { InputError } from '../config/input-error.ts'
import type { LedgerRecord, RecordOf } from '../ledger/record.ts'

type Environment = RecordOf<'environment'>

const FACTS = ['platform', 'kernel', 'arch', 'cpu', 'cores', 'memory_bytes', 'virtual', 'node'] as const

/**
 * Refuses to go on with a ledger in another environment than the one it was last measured in: all of it would be
 * measured again, which nobody should learn from the clock.
 */
export function requireSameEnvironment(records: readonly LedgerRecord[], now: Environment): void {
  const before = records.findLast((record) => record.type === 'environment')
  if (before === undefined || before.environment_id === now.environment_id) return
  throw new InputError({
    found: `this ledger was measured in another environment: ${environmentDifferences(before, now).join('; ')}.`,
    fix: 'Add --new-session to go on in this one, which measures everything again and compares it with nothing measured before; or start a new ledger with --out.',
  })
}

/** `kernel was 6.1.0, is 6.2.0`. */
export function environmentDifferences(before: Environment, now: Environment): string[] {
  return FACTS.filter((name) => before[name] !== now[name]).map(
    (name) => `${name} was ${before[name]}, is ${now[name]}`,
  )
}
