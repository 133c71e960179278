import { printable } from '../config/printable.ts'
import { LEDGER_SCHEMA_VERSION, type LedgerRecord, recordSchema } from './record.ts'

export type ParsedLine =
  | { readonly ok: true; readonly record: LedgerRecord }
  | { readonly ok: false; readonly reason: string; readonly fix: string }

export const RESTORE = 'Restore the ledger from a copy, or start a new one with --out.'

/** One line of a ledger, checked against the published schema. */
export function parseRecord(line: string): ParsedLine {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { ok: false, reason: 'is not JSON', fix: RESTORE }
  }
  const parsed = recordSchema.safeParse(value)
  if (parsed.success) return { ok: true, record: parsed.data }
  const version = schemaVersion(value)
  if (version > LEDGER_SCHEMA_VERSION) {
    return {
      ok: false,
      reason: `has schema version ${version}, this knnbench reads version ${LEDGER_SCHEMA_VERSION}`,
      fix: 'Use the version that wrote it, or start a new ledger with --out.',
    }
  }
  const issue = parsed.error.issues[0]
  return {
    ok: false,
    reason: `does not follow the schema: ${printable([...issue.path, issue.message].join(' '))}`,
    fix: RESTORE,
  }
}

function schemaVersion(value: unknown): number {
  const isVersioned = typeof value === 'object' && value !== null && 'schema' in value
  return isVersioned && typeof value.schema === 'number' ? value.schema : 0
}
