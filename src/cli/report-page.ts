import { InputError } from '../config/input-error.ts'
import { withoutTitle } from '../report/draw-picture.ts'
import { htmlReport } from '../report/render/html-report.ts'
import { reportDocument } from '../report/report-document.ts'
import type { Results } from '../report/results.ts'
import { TABLE_NAMES, TABLES } from '../report/tables/index.ts'
import { allPictures } from './picture-files.ts'

/** `knnbench report --format html`: everything about one ledger on one page. */
export async function reportPage(results: Results): Promise<string> {
  const { drawn, undrawn } = await allPictures(results, withoutTitle)
  return htmlReport({
    document: reportDocument(results, results.reference),
    pictures: drawn,
    undrawn,
    tables: TABLE_NAMES.map((name) => TABLES[name].make(results)),
  })
}

/** A page is of one ledger. */
export function refuseSeveral(ledgers: number): void {
  if (ledgers === 1) return
  throw new InputError({
    found: `an HTML report is of one ledger, not ${ledgers}.`,
    fix: 'Name one of them, or one table of all with --table.',
  })
}
