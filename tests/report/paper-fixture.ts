import { makePaper } from '../../src/report/paper/paper.ts'
import type { Paper, PaperFile } from '../../src/report/paper/paper-file.ts'
import { type PaperLedger, paperLedger } from '../../src/report/paper/paper-ledger.ts'
import type { Results } from '../../src/report/results.ts'
import type { FixtureSpec } from './fixture-ledger.ts'
import { fixtureLedger, resultsOf } from './fixtures.ts'

/** The files of the paper of one ledger. */
export function paperFiles(results: Results): readonly PaperFile[] {
  return makePaper([ledgerOf(results, 0, undefined)]).files
}

/** The paper of one fixture, or of several ledgers that are called after their place in the list. */
export function paperOf(...specs: readonly FixtureSpec[]): Paper {
  const nameOf = (i: number) => (specs.length === 1 ? undefined : `ledger-${i + 1}`)
  return makePaper(specs.map((spec, i) => ledgerOf(resultsOf(fixtureLedger(spec)), i, nameOf(i))))
}

function ledgerOf(results: Results, i: number, ledger: string | undefined): PaperLedger {
  return paperLedger(results, ledger ?? 'only', {
    ledger,
    ledger_sha256: String(i).repeat(64),
    tool_version: '0.1.0',
  })
}

/** The text of one of its files. */
export function fileOf({ files }: Paper, path: string): string {
  const found = files.find((file) => file.path === path)
  if (found === undefined) throw new Error(`no ${path} in ${files.map((file) => file.path).join(', ')}`)
  return found.text
}
