import { type LedgerRecord, recordSchema } from './record.ts'

export type ParsedLine =
  | { readonly ok: true; readonly record: LedgerRecord }
  | { readonly ok: false; readonly reason: string }

/** One line of a ledger, checked against the published schema. */
export function parseRecord(line: string): ParsedLine {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { ok: false, reason: 'is not JSON' }
  }
  const parsed = recordSchema.safeParse(value)
  if (parsed.success) return { ok: true, record: parsed.data }
  const issue = parsed.error.issues[0]
  return { ok: false, reason: `does not follow the schema: ${[...issue.path, issue.message].join(' ')}` }
}
