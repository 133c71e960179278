import { mkdirSync } from 'node:fs'
import { writeEntry } from '../../src/cli/history-folder.ts'
import { APPROXIMATE, fixtureLedger, MIXED, TWO_CASES } from '../report/fixtures.ts'
import { syntheticHistory } from '../report/history/synthetic-history.ts'
import { writeShards } from '../report/shard-ledgers.ts'
import { storeLedger } from '../report/stored-ledger.ts'

/** What the comment of a page can put into its folder, by name: each writes to a path. */
export const FIXTURES: Readonly<Record<string, (path: string) => void>> = {
  /** breast-cancer and wine, four engines, ten rounds. */
  'two-cases': ledgerOf(TWO_CASES),
  /** The same with engines that are right in part, and a family for each dataset. */
  mixed: ledgerOf(MIXED),
  /** The same two datasets with approximate engines, two of them swept over a parameter. */
  approximate: ledgerOf(APPROXIMATE),
  /** The first as four shards on two machines, in folders beside `path`; one engine is slower on the second. */
  shards: writeShards,
  /** 60 commits with three steps, and another machine from commit 40 on. */
  history(folder) {
    const changes = [
      { at: 15, factor: 1.12 },
      { at: 28, factor: 0.88 },
      { at: 50, factor: 1.1 },
    ]
    const entries = syntheticHistory({ commits: 60, changes, machine_at: 40, sd: 0.02, seed: 1 })
    for (const entry of entries) writeEntry(folder, entry)
  },
}

function ledgerOf(spec: Parameters<typeof fixtureLedger>[0]) {
  return (folder: string): void => {
    mkdirSync(folder, { recursive: true })
    storeLedger(folder, fixtureLedger(spec))
  }
}
