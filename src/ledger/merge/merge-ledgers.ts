import { canonicalJson } from '../../config/canonical-json.ts'
import { InputError } from '../../config/input-error.ts'
import type { LedgerRecord } from '../record.ts'
import { type Bundle, bundleRecords, uniqueBundles } from './bundles.ts'
import { mergedPlan } from './merged-plan.ts'
import { type Finding, ledgerPart, type Part } from './part.ts'
import { requireAlike } from './require-alike.ts'

export interface NamedRecords {
  readonly name: string
  readonly records: readonly LedgerRecord[]
}

/**
 * One ledger of several of one study: everything that they count, each record once, in an order that does not hang on
 * theirs. So merging is associative, commutative and idempotent. A group that was measured twice stays twice; which
 * sitting counts is the reader's rule (`src/report/counted-blocks.ts`: the earliest). Throws `InputError` for ledgers
 * that do not make one study, and for records that contradict each other.
 */
export function mergeLedgers(ledgers: readonly NamedRecords[]): LedgerRecord[] {
  const parts = ledgers.map(({ name, records }) => ledgerPart(name, records))
  requireAlike(parts)
  const plans = distinct(parts.flatMap((part) => part.plans))
  const [study] = distinct(parts.map((part) => part.study))
  const data = distinct(parts.flatMap((part) => part.data))
  const engines = distinct(parts.flatMap((part) => part.engines))
  return [
    study,
    ...distinctPlaces(parts),
    ...data,
    ...engines,
    ...plans,
    mergedPlan(plans),
    ...distinct(parts.flatMap((part) => part.findings)).sort(byRows),
    ...uniqueBundles(parts.flatMap((part) => part.bundles))
      .sort(byTurn)
      .flatMap(bundleRecords),
  ]
}

/** Environments and sessions; two sessions of one name would mix up the machines of their blocks. */
function distinctPlaces(parts: readonly Part[]): LedgerRecord[] {
  const places = distinct(parts.flatMap((part) => part.places))
  const ids = places.flatMap((place) => (place.type === 'session' ? [place.session_id] : []))
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice === undefined) return places
  throw new InputError({
    found: `the session ${twice} is recorded in two ways: a ledger was changed since it was written.`,
    fix: 'Merge the ledgers as they were written.',
  })
}

/** Each record once, in order of its text. */
function distinct<Kind extends LedgerRecord>(records: readonly Kind[]): Kind[] {
  const byText = new Map(records.map((record) => [canonicalJson(record), record]))
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, record]) => record)
}

/** The latest grade of a cell is the one that counts: that of the most rows. */
function byRows(a: Finding, b: Finding): number {
  return rowsOf(a) - rowsOf(b)
}

function rowsOf(finding: Finding): number {
  return finding.type === 'verification' ? finding.rows_graded : 0
}

function byTurn({ block: a }: Bundle, { block: b }: Bundle): number {
  return (
    a.round - b.round ||
    compareText(a.case_id, b.case_id) ||
    compareText(a.started_at, b.started_at) ||
    compareText(a.block_id, b.block_id)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
