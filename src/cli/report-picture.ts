import { relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { isPictureName, PICTURE_NAMES, PICTURES } from '../report/pictures/index.ts'
import { namedLedgers } from './find-ledger.ts'
import { EXIT, type Io } from './io.ts'
import { specText, svgText } from './picture-files.ts'
import { readResults } from './read-results.ts'
import type { ReportOptions } from './report-options.ts'
import { isShaped } from './shape-tables.ts'

/** `knnbench report --picture NAME`: one picture of one ledger as SVG, or as its Vega-Lite specification. */
export async function pictureCommand(
  name: string,
  ledgers: readonly string[],
  { io, options }: { readonly io: Io; readonly options: ReportOptions },
): Promise<number> {
  checkOptions(options)
  if (!isPictureName(name))
    throw new InputError({
      found: `unknown picture "${name}"; there are: ${PICTURE_NAMES.join(', ')}.${didYouMean(name, PICTURE_NAMES)}`,
      fix: 'See: knnbench report --list-pictures',
    })
  const found = namedLedgers(ledgers, io)
  if (found.length > 1)
    throw new InputError({
      found: `a picture is of one ledger, not ${found.length}.`,
      fix: 'Name one of them.',
    })
  if (ledgers.length === 0) io.stderr.write(`${relative(io.cwd, found[0].folder)} (the newest ledger)\n`)
  const picture = PICTURES[name].make(readResults(found[0].folder))
  if (picture.kind === 'undrawn')
    throw new InputError({
      found: `picture ${name} cannot be drawn from this ledger: ${picture.reason}.`,
      fix: 'See what it holds: knnbench report',
    })
  io.stdout.write(options.format === 'vega-lite' ? specText(picture) : await svgText(picture))
  return EXIT.ok
}

function checkOptions(options: ReportOptions): void {
  const { format, json, table } = options
  if (json === true || (format !== undefined && format !== 'svg' && format !== 'vega-lite'))
    throw new InputError({
      found: `a picture has no format ${json === true ? 'json' : format}.`,
      fix: 'Its formats are svg (the default) and vega-lite.',
    })
  if (table !== undefined || isShaped(options))
    throw new InputError({
      found: '--table, --filter, --rows, --columns and --value are of tables, and a picture was asked for.',
      fix: 'Leave them out, or leave out --picture.',
    })
}

/** `knnbench report --list-pictures`. */
export function listPictures({ json }: ReportOptions, io: Io): number {
  const pictures = PICTURE_NAMES.map((name) => ({ name, summary: PICTURES[name].summary }))
  const text = pictures.map(({ name, summary }) => `${name.padEnd(22)}${summary}\n`).join('')
  io.stdout.write(json === true ? `${JSON.stringify(pictures, null, 2)}\n` : text)
  return EXIT.ok
}
