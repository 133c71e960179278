import { relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { everyArm } from '../report/ranked-arms.ts'
import { DOCUMENT_RENDERERS, RENDERERS } from '../report/render/index.ts'
import { reportDocument } from '../report/report-document.ts'
import type { Results } from '../report/results.ts'
import type { OutputFormat, Renderer, RenderOptions, Table } from '../report/table.ts'
import { isTableName, TABLES, type TableName } from '../report/tables/index.ts'
import { terminalReport } from '../report/terminal-report.ts'
import { type NamedLedger, namedLedgers } from './find-ledger.ts'
import { colorOf, EXIT, type Io, widthOf } from './io.ts'
import { paperCommand } from './paper.ts'
import { readResults } from './read-results.ts'
import type { ReportOptions } from './report-options.ts'
import { refuseSeveral, reportPage } from './report-page.ts'
import { listPictures, pictureCommand } from './report-picture.ts'
import { isShaped, shapeTables } from './shape-tables.ts'
import { ledgerReference } from './study-reference.ts'

/** `knnbench report`: a pure function of ledgers and their answer files. */
export async function reportCommand(
  ledgers: readonly string[],
  options: ReportOptions,
  io: Io,
): Promise<number> {
  checkPaper(options)
  const { picture } = options
  if (options.listPictures === true) return listPictures(options, io)
  if (picture !== undefined) return pictureCommand(picture, ledgers, { io, options })
  const format = formatOf(options)
  if (options.listTables === true) return listTables(options, io)
  const names = tableNames(options, format)
  const found = namedLedgers(ledgers, io)
  if (ledgers.length === 0) io.stderr.write(`${relative(io.cwd, found[0].folder)} (the newest ledger)\n`)
  if (options.paper === true) return paperCommand(found, options, io)
  if (names === undefined && format === 'html') {
    refuseSeveral(found.length)
    io.stdout.write(await reportPage(referredResults(found[0], io)))
    return EXIT.ok
  }
  if (names === undefined)
    io.stdout.write(
      found.map((one) => wholeReport(format, one, { io, isAlone: found.length === 1 })).join('\n'),
    )
  else writeTables(shapeTables(names, readTables(names, found, io), options), format, io)
  return EXIT.ok
}

/** A paper is all tables in all formats, in files; everything else goes to standard output. */
function checkPaper(options: ReportOptions): void {
  if (options.paper === undefined && options.out === undefined) return
  if (options.paper === undefined)
    throw new InputError({
      found: '--out is the folder of a paper, and the report goes to standard output.',
      fix: 'Add --paper, or write the report to a file with  > FILE.',
    })
  const others = [options.table, options.listTables, options.format]
  if (others.some((option) => option !== undefined) || isShaped(options))
    throw new InputError({
      found:
        '--paper writes all its tables as LaTeX, Markdown and CSV, so it takes no other option than --out and --json.',
      fix: 'Leave the others out.',
    })
}

/** The format that is asked for, by either option. */
export function formatOf({ json, format }: Pick<ReportOptions, 'json' | 'format'>): OutputFormat {
  if (format === 'svg' || format === 'vega-lite')
    throw new InputError({
      found: `--format ${format} is of pictures.`,
      fix: 'Name one with --picture (see --list-pictures).',
    })
  if (json !== true) return format ?? 'terminal'
  if (format === undefined || format === 'json') return 'json'
  throw new InputError({
    found: `--json and --format ${format} ask for two formats.`,
    fix: 'Keep one of them.',
  })
}

/** The tables that are asked for; undefined is the whole report, which JSON and CSV have not. */
function tableNames(options: ReportOptions, format: OutputFormat): TableName[] | undefined {
  const names = [...new Set(options.table ?? [])].map(tableName)
  if (format === 'csv' && names.length > 1)
    throw new InputError({
      found: `CSV holds one table, not ${names.length}.`,
      fix: 'Name one with --table.',
    })
  if (names.length > 0) return names
  if (format === 'csv') return ['cells'] // the tidy one
  if (isShaped(options))
    throw new InputError({
      found: '--filter, --rows, --columns and --value change a table, not the whole report.',
      fix: 'Name one with --table.',
    })
  return format === 'json' ? ALL_TABLES : undefined
}

const ALL_TABLES = Object.keys(TABLES) as TableName[]

function wholeReport(
  format: OutputFormat,
  { folder, name }: NamedLedger,
  { io, isAlone }: { readonly io: Io; readonly isAlone: boolean },
): string {
  const results = readResults(folder)
  const reference = {
    ...ledgerReference(results.study, { folder, shard: results.index.shard }, io),
    ...(isAlone ? {} : { ledger: name }),
  }
  const found = { ...results, reference }
  if (format === 'markdown' || format === 'latex')
    return DOCUMENT_RENDERERS[format](reportDocument(found, reference))
  return terminalReport(found, { ...renderOptions(io), ...reference })
}

/** What a ledger holds, with its study named as commands here name it. */
function referredResults({ folder }: NamedLedger, io: Io): Results {
  const results = readResults(folder)
  return { ...results, reference: ledgerReference(results.study, { folder, shard: results.index.shard }, io) }
}

/** Of each ledger its tables, in the order of `names`; one ledger after another, so that one at a time is in memory. */
function readTables(names: readonly TableName[], ledgers: readonly NamedLedger[], io: Io) {
  return ledgers.map((ledger) => {
    const results = referredResults(ledger, io)
    return { ledger: ledger.name, tables: names.map((table) => TABLES[table].make(results)) }
  })
}

/** The whole report on stdout. */
export function printReport(results: Results, io: Io): void {
  io.stdout.write(terminalReport(results, { ...renderOptions(io), ...results.reference }))
}

/** All tables as JSON on stdout. */
export function printJson(results: Results, io: Io): void {
  const tables = ALL_TABLES.map((name) => TABLES[name].make(results))
  writeTables(tables, 'json', io)
}

const WRITE_LENGTH = 2 ** 18

/** Tables in a format, as wide as stdout. */
export function writeTables(tables: readonly Table[], format: OutputFormat, io: Io): void {
  const renderer: Renderer = RENDERERS[format]
  let text = ''
  for (const part of renderer.parts?.(tables) ?? [renderer.render(tables, renderOptions(io))]) {
    text += part
    if (text.length < WRITE_LENGTH) continue
    io.stdout.write(text)
    text = ''
  }
  io.stdout.write(text)
}

function renderOptions(io: Io): RenderOptions {
  const sink = io.stdout.isTTY === true ? 'terminal' : 'file'
  return { width: widthOf(io.stdout, io.env), color: colorOf(io.stdout, io.env), sink }
}

/** Exit code of a run: wrong answers before everything, then nothing measured, or answered where that is all it was for. */
export function runExitCode({ cases, folds, variants, index }: Results, until: 'answers' | 'rounds'): number {
  const statuses = [...cases, ...folds, ...variants].flatMap((one) =>
    everyArm(one).flatMap(({ cells }) => cells.map(({ status }) => status)),
  )
  if (statuses.includes('wrong')) return EXIT.wrong
  // A shard may hold no whole pass, and then shows no time.
  const isAnswer = until === 'answers' || index.shard !== undefined
  const isDone = statuses.includes('measured') || (isAnswer && statuses.includes('answered'))
  return isDone ? EXIT.ok : EXIT.failed
}

function listTables(options: ReportOptions, io: Io): number {
  const tables = Object.entries(TABLES).map(([name, { summary }]) => ({ name, summary }))
  const width = Math.max(...tables.map(({ name }) => name.length)) + 2
  const text = tables.map(({ name, summary }) => `${name.padEnd(width)}${summary}\n`).join('')
  io.stdout.write(options.json === true ? `${JSON.stringify(tables, null, 2)}\n` : text)
  return EXIT.ok
}

/** A table by its name; any other is an `InputError`. */
export function tableName(name: string): TableName {
  if (isTableName(name)) return name
  const known = Object.keys(TABLES)
  throw new InputError({
    found: `unknown table "${name}"; there are: ${known.join(', ')}.${didYouMean(name, known)}`,
    fix: 'See: knnbench report --list-tables',
  })
}
