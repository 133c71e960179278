import { mkdirSync } from 'node:fs'
import { APPROXIMATE, fixtureLedger, MIXED, TWO_CASES } from '../report/fixtures.ts'
import { storeLedger } from '../report/stored-ledger.ts'

/** What the comment of a page can put into its folder, by name: each writes to a path. */
export const FIXTURES: Readonly<Record<string, (path: string) => void>> = {
  /** breast-cancer and wine, four engines, ten rounds. */
  'two-cases': ledgerOf(TWO_CASES),
  /** The same with engines that are right in part, and a family for each dataset. */
  mixed: ledgerOf(MIXED),
  /** The same two datasets with approximate engines, two of them swept over a parameter. */
  approximate: ledgerOf(APPROXIMATE),
}

function ledgerOf(spec: Parameters<typeof fixtureLedger>[0]) {
  return (folder: string): void => {
    mkdirSync(folder, { recursive: true })
    storeLedger(folder, fixtureLedger(spec))
  }
}
