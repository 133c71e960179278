import { makePaper } from '../../src/report/paper/paper.ts'
import type { Paper } from '../../src/report/paper/paper-file.ts'
import { paperLedger } from '../../src/report/paper/paper-ledger.ts'
import type { FixtureSpec } from './fixture-ledger.ts'
import { fixtureLedger, resultsOf } from './fixtures.ts'

/** The paper of one fixture, or of several ledgers that are called after the place in their list. */
export function paperOf(...specs: readonly FixtureSpec[]): Paper {
  const ledgers = specs.map((spec, i) => {
    const name = `ledger-${i + 1}`
    return paperLedger(resultsOf(fixtureLedger(spec)), name, {
      ledger: specs.length === 1 ? undefined : name,
      ledger_sha256: String(i).repeat(64),
      tool_version: '0.1.0',
    })
  })
  return makePaper(ledgers)
}

/** The text of one of its files. */
export function fileOf({ files }: Paper, path: string): string {
  const found = files.find((file) => file.path === path)
  if (found === undefined) throw new Error(`no ${path} in ${files.map((file) => file.path).join(', ')}`)
  return found.text
}
