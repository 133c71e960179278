import type { RecordOf } from '../ledger/record.ts'

/** What a failure record says to a reader; the kind is told apart by the cell's status. */
export function describeFailure({ kind, message }: Pick<RecordOf<'failure'>, 'kind' | 'message'>): string {
  return message === '' ? FALLBACK[kind] : message
}

const FALLBACK = {
  timeout: 'ran into the timeout of the study',
  'out-of-memory': 'ran out of memory',
  crashed: 'the engine process ended early',
  error: 'the engine reported an error',
  unsupported: 'the engine does not offer this',
  'over-budget': 'estimated above the budget of the study',
  'changed-answers': 'its labels changed from one round to the next',
} satisfies Record<RecordOf<'failure'>['kind'], string>

/** Whole seconds, or minutes from two minutes on; for limits and estimates in sentences. */
export function formatSeconds(value_ns: number): string {
  const seconds = value_ns / 1e9
  if (seconds >= 120) return `${Math.round(seconds / 60)} min`
  return seconds >= 10 ? `${Math.round(seconds)} s` : `${Number(seconds.toPrecision(2))} s`
}
