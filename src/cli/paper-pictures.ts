import type { LeftOutPicture, PaperFile } from '../report/paper/paper-file.ts'
import type { Results } from '../report/results.ts'
import { allPictures } from './picture-files.ts'
import { reportPage } from './report-page.ts'

export interface PaperPictures {
  readonly files: readonly PaperFile[]
  readonly left_out: readonly LeftOutPicture[]
}

/**
 * Every picture of a ledger as SVG and as its specification, and the whole report as a page. `suffix` keeps several
 * ledgers apart; it is empty where there is one.
 */
export async function paperPictures(results: Results, suffix: string): Promise<PaperPictures> {
  const { drawn, undrawn } = await allPictures(results)
  const files = drawn.flatMap(({ picture: { name }, svg, spec }): PaperFile[] => [
    { path: `pictures/${name}${suffix}.svg`, picture: name, text: svg },
    { path: `pictures/${name}${suffix}.vl.json`, picture: name, text: spec },
  ])
  return {
    files: [...files, { path: `report${suffix}.html`, text: await reportPage(results) }],
    left_out: undrawn.map(({ name, reason }) => ({ picture: `${name}${suffix}`, reason })),
  }
}
