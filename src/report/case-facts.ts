import type { RecordOf } from '../ledger/record.ts'

/** What the ledger knows of one case: sizes, classes, hashes, warnings. */
export type CaseFacts = RecordOf<'data'>
