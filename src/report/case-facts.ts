import type { RecordOf } from '../ledger/record.ts'

/** What the ledger knows of one case: sizes, classes, hashes, warnings. */
export type CaseFacts = RecordOf<'data'>

/** Whether the case is a classification. */
export function hasClasses({ classes }: Pick<CaseFacts, 'classes'>): boolean {
  return classes.length > 0
}
